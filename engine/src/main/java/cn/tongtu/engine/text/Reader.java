package cn.tongtu.engine.text;

import cn.tongtu.engine.text.TextFigure.Kind;
import cn.tongtu.engine.text.TextFigure.Status;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks a text once, from the first letter to the last. */
final class Reader {
  private static final int SHORT_QUOTE = 15;
  private static final int LONG_QUOTE = 40;
  private static final int LONGEST_TITLE = 80;

  private final Letters text;
  private final Layout layout;
  private final Cues cues;
  private final Subjects subjects;
  private final Milestones milestones;
  private final Periods periods;
  private final List<Reading> readings = new ArrayList<>();
  private int nextContext = 1;
  private boolean planChapter;
  private int sentence;
  private int paragraph;
  private int spokenFrom;
  private int boundary;

  Reader(Letters text) {
    this.text = text;
    this.layout = new Layout(text);
    this.cues = new Cues(text);
    this.subjects = new Subjects(text);
    this.milestones = new Milestones(text);
    this.periods = new Periods(text, layout.contexts.getFirst());
  }

  ReadText read() {
    cues.sentence(false);
    for (int i = 0; i < text.length(); ) {
      enter(i);
      i = step(i);
    }
    return new ReadText(text, layout, List.copyOf(readings));
  }

  private void enter(int i) {
    while (nextContext < layout.contexts.size() && layout.contexts.get(nextContext).from() <= i) {
      var context = layout.contexts.get(nextContext++);
      planChapter = context.plan();
      periods.context(context);
      paragraph++;
      newSentence();
    }
    if (isSentenceEnd(i)) {
      if (text.at(i) == '\n') {
        periods.paragraph();
        paragraph++;
      }
      newSentence();
    }
    cues.pass(i);
  }

  private void newSentence() {
    sentence++;
    cues.sentence(planChapter);
    periods.sentence();
  }

  private boolean isSentenceEnd(int i) {
    char c = text.at(i);
    if (c == '\n') {
      // A wrapped line goes on; only a finished one ends its paragraph.
      return "。！？；：”\n".indexOf(text.at(text.backSpaces(i) - 1)) >= 0;
    }
    return c == '。' || c == '！' || c == '？';
  }

  private int step(int i) {
    char c = text.at(i);
    if (c == '《') {
      return quoteEnd(i, '》', LONGEST_TITLE);
    }
    if (c == '“' || c == '‘' || c == '「') {
      char close = c == '“' ? '”' : c == '‘' ? '’' : '」';
      int end = quoteEnd(i, close, LONG_QUOTE);
      if (end - i <= SHORT_QUOTE + 2) {
        return end;
      }
      spokenFrom = Math.max(spokenFrom, end);
      return i + 1;
    }
    if (isOrdinal(i)) {
      return i + 2;
    }
    return figureOrNext(i, c);
  }

  private int quoteEnd(int i, char close, int most) {
    int end = i + 1;
    while (end - i <= most && text.at(end) != '\n') {
      if (text.at(end) == close) {
        return end + 1;
      }
      end++;
    }
    return i + 1;
  }

  /** 一是, 二要 open the points of a paragraph. */
  private boolean isOrdinal(int i) {
    return HanziNumerals.starts(text.at(i))
        && (text.at(i + 1) == '是' || text.at(i + 1) == '要')
        && !Letters.isHan(text.at(i - 1));
  }

  private int figureOrNext(int i, char c) {
    boolean digits = DigitNumerals.isPart(c) || c == '_';
    boolean spoken =
        HanziNumerals.starts(c) || text.has(i, "百分之") || HanziNumerals.startsRound(text, i);
    if (digits || spoken || "年上下前今去明全本第元春国五中清汛半".indexOf(c) >= 0) {
      var date = DateReader.read(text, i);
      if (date != null) {
        return date(date);
      }
    }
    Quantity quantity = null;
    if (digits || ((spoken || c == '半') && i >= spokenFrom)) {
      quantity = QuantityReader.read(text, i);
    } else if (c == '第' || c == '前' || c == '首' || c == '榜') {
      quantity = RankReader.read(text, i);
    } else if ("亿万%公个 ".indexOf(c) >= 0) {
      quantity = BlankReader.read(text, i);
    }
    if (quantity != null) {
      add(quantity);
      return pass(i, quantity.to());
    }
    return digits
        ? Math.max(i + 1, DigitNumerals.skipCode(text, i))
        : spoken ? Math.max(i + 1, HanziNumerals.skip(text, i)) : i + 1;
  }

  private int date(DatePhrase date) {
    if (milestones.isMilestone(date, planChapter)) {
      add(milestones.quantity(date, periods.year()));
      return pass(date.from(), date.to());
    }
    periods.meet(date);
    if (date.span() && !date.isYearOnly()) {
      cues.meetPeriod(date.from());
    }
    boundary = date.to();
    return pass(date.from(), date.to());
  }

  private int pass(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      cues.pass(i);
    }
    return to;
  }

  private void add(Quantity quantity) {
    int previousEnd = Math.max(boundary, readings.isEmpty() ? 0 : readings.getLast().to());
    var figure =
        new TextFigure(
            text.offset(quantity.from()),
            text.endOffset(quantity.to()),
            text.surface(quantity.from(), quantity.to()),
            plain(quantity.value()),
            quantity.date(),
            quantity.unit(),
            quantity.masked(),
            quantity.approx(),
            quantity.kind(),
            subject(quantity, previousEnd),
            periods.current(),
            status(quantity));
    readings.add(new Reading(figure, quantity, sentence, paragraph));
  }

  /** A figure that follows 和 or a bare comma speaks of what the one before it spoke of. */
  private String subject(Quantity quantity, int previousEnd) {
    var subject = subjects.of(quantity, previousEnd);
    boolean same =
        subject.length() < 2 && !readings.isEmpty() && readings.getLast().sentence() == sentence;
    return same ? readings.getLast().figure().subject() : subject;
  }

  private Status status(Quantity quantity) {
    var status = cues.of(quantity);
    boolean due = quantity.kind() == Kind.DATE && text.at(quantity.to() - 1) == '前';
    return due && status == Status.ACTUAL && planChapter ? Status.PLAN : status;
  }

  private static @Nullable BigDecimal plain(@Nullable BigDecimal value) {
    if (value == null || value.signum() == 0) {
      return value == null ? null : BigDecimal.ZERO;
    }
    var bare = value.stripTrailingZeros();
    return bare.scale() < 0 ? bare.setScale(0) : bare;
  }
}
