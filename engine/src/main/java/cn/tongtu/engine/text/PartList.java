package cn.tongtu.engine.text;

import cn.tongtu.engine.text.TextFigure.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A whole and the parts that the text lists under it.
 *
 * @param tight whether the parts follow each other with nothing but their names between
 * @param closed whether nothing hints that more parts were left out
 * @param nested whether an earlier 其中 in the sentence makes it unsure what the whole is
 * @param inBrackets whether the parts stand in brackets behind the whole
 */
record PartList(
    Reading whole,
    List<Reading> parts,
    boolean tight,
    boolean closed,
    boolean nested,
    boolean inBrackets,
    boolean total) {
  private static final List<String> OPENERS = List.of("其中", "包括");
  private static final List<String> OPEN_ENDS =
      List.of("等", "主要", "重点", "其余", "另", "剩余", "还有", "不含");
  private static final List<String> NEW_STATEMENTS =
      List.of("完成", "开展", "同比", "另", "此外", "目前", "截至", "计划", "增长", "同时", "累计", "占", "率", "已");
  private static final int FARTHEST_WHOLE = 4;
  private static final int MOST_PARTS = 40;
  private static final int LONGEST_NAME = 18;

  /** The list whose first part is the reading with that index; null when no list starts there. */
  static @Nullable PartList startingAt(ReadText text, int first) {
    var readings = text.readings();
    var part = readings.get(first);
    int gapFrom = readings.get(first - 1).to();
    if (readings.get(first - 1).sentence() != part.sentence() || !isAddable(part)) {
      return null;
    }
    var gap = text.between(gapFrom, part.from());
    int opener = opener(gap);
    if (opener < 0) {
      return null;
    }
    boolean bracket = gap.charAt(opener) == '（' || (opener > 0 && gap.charAt(opener - 1) == '（');
    int wholeAt = whole(readings, first);
    if (wholeAt < 0) {
      return null;
    }
    int end = bracket ? closing(text, gapFrom + opener) : Integer.MAX_VALUE;
    return collect(text, first, wholeAt, end, bracket, gap.substring(opener));
  }

  private static boolean isAddable(Reading reading) {
    var kind = reading.quantity().kind();
    return !reading.isRate() && kind != Kind.DATE && kind != Kind.RANK && kind != Kind.RATE;
  }

  private static int opener(String gap) {
    for (var opener : OPENERS) {
      int at = gap.lastIndexOf(opener);
      if (at >= 0) {
        return at;
      }
    }
    return gap.startsWith("（") ? 0 : -1;
  }

  private static int whole(List<Reading> readings, int first) {
    var part = readings.get(first);
    for (int i = first - 1; i >= Math.max(0, first - FARTHEST_WHOLE); i--) {
      var whole = readings.get(i);
      if (whole.sentence() != part.sentence()) {
        return -1;
      }
      if (whole.quantity().unit().equals(part.quantity().unit())) {
        return i;
      }
    }
    return -1;
  }

  private static int closing(ReadText text, int from) {
    var letters = text.letters();
    int i = from;
    while (i < letters.length() && letters.at(i) != '）' && letters.at(i) != '\n') {
      i++;
    }
    return i;
  }

  private static PartList collect(
      ReadText text, int first, int wholeAt, int end, boolean bracket, String opening) {
    var readings = text.readings();
    var whole = readings.get(wholeAt);
    var parts = new ArrayList<Reading>();
    boolean tight =
        opening.length() <= LONGEST_NAME + 6 && Stream.of("，", "；").noneMatch(opening::contains);
    int last = first;
    for (int i = first; i < Math.min(readings.size(), first + MOST_PARTS); i++) {
      var part = readings.get(i);
      if (part.sentence() != whole.sentence() || part.from() >= end) {
        break;
      }
      var gap = i == first ? "" : text.between(readings.get(i - 1).to(), part.from());
      if (!part.quantity().unit().equals(whole.quantity().unit())
          || OPENERS.stream().anyMatch(gap::contains)) {
        break;
      }
      boolean named = i == first || isSeparator(gap);
      if (!named) {
        break;
      }
      parts.add(part);
      last = i;
    }
    var rest = text.between(readings.get(last).to(), Math.min(end, readings.get(last).to() + 12));
    boolean closed = Stream.concat(Stream.of(opening), Stream.of(rest)).noneMatch(PartList::isOpen);
    boolean nested = !bracket && isNested(text, wholeAt);
    boolean total = "共计总".indexOf(text.letters().at(whole.from() - 1)) >= 0;
    return new PartList(whole, parts, tight, closed, nested, bracket, total);
  }

  private static boolean isSeparator(String gap) {
    long separators = gap.chars().filter(c -> "、，；和及,".indexOf(c) >= 0).count();
    return separators == 1
        && gap.length() <= LONGEST_NAME
        && NEW_STATEMENTS.stream().noneMatch(gap::contains);
  }

  private static boolean isOpen(String words) {
    return OPEN_ENDS.stream().anyMatch(words::contains);
  }

  /** Whether an opener stands before the whole in its sentence. */
  private static boolean isNested(ReadText text, int wholeAt) {
    var readings = text.readings();
    int sentence = readings.get(wholeAt).sentence();
    for (int i = wholeAt; i >= Math.max(0, wholeAt - MOST_PARTS); i--) {
      int to = readings.get(i).from();
      int previous = i > 0 ? readings.get(i - 1).to() : 0;
      if (readings.get(i).sentence() != sentence) {
        return false;
      }
      boolean sameSentence = i > 0 && readings.get(i - 1).sentence() == sentence;
      var gap = text.between(sameSentence ? previous : Math.max(previous, to - 20), to);
      if (OPENERS.stream().anyMatch(gap::contains)) {
        return true;
      }
    }
    return false;
  }

  List<Reading> masked() {
    return Stream.concat(Stream.of(whole), parts.stream()).filter(r -> r.value() == null).toList();
  }

  List<Reading> firstParts(int size) {
    return parts.subList(0, size);
  }

  List<Reading> places(List<Reading> some) {
    return Stream.concat(Stream.of(whole), some.stream()).toList();
  }

  boolean isTight() {
    return tight && closed && !nested;
  }

  /** A total in so many words, or brackets, announce that the parts are all there are. */
  boolean isTotal() {
    return isTight() && parts.size() >= 2 && (inBrackets || total);
  }

  /** Two parts of a larger number may be examples; three are seldom only that. */
  boolean isComplete() {
    return isTotal() || (isTight() && parts.size() >= 3);
  }
}
