package cn.tongtu.engine.sheet;

import cn.tongtu.engine.text.UnitWord;
import cn.tongtu.engine.value.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What headings say beside their label: 金额（万元）, 长度/公里, 里程，单位：公里. */
final class Headings {
  private static final Pattern IN_BRACKETS =
      Pattern.compile("^(.*?)[(（\\[【]([^()（）\\[\\]【】]+)[)）\\]】]\\s*$");
  private static final Pattern AFTER_SLASH = Pattern.compile("^(.+)[/／,，:：]\\s*([^/／,，:：]+)$");
  private static final Pattern AFTER_UNIT =
      Pattern.compile("^(.+?)[,，;；(（\\s]*单位\\s*[:：]\\s*([^()（）]+)[)）]?$");
  private static final Pattern NOTE = Pattern.compile("单位\\s*[:：]\\s*([^()（）]+)");

  private Headings() {}

  /** A label without its unit. */
  record Labelled(String label, Optional<Unit> unit) {}

  static Labelled read(String heading) {
    var text = label(Texts.clean(heading).replaceAll("\\s*\\R\\s*", ""));
    for (var pattern : List.of(AFTER_UNIT, IN_BRACKETS, AFTER_SLASH)) {
      var found = pattern.matcher(text);
      if (found.matches()) {
        var unit = unit(found.group(2));
        if (unit.isPresent()) {
          return new Labelled(label(found.group(1)), unit);
        }
      }
    }
    return new Labelled(text, Optional.empty());
  }

  private static String label(String text) {
    return Texts.clean(text.replaceAll("^[*＊]+|[*＊:：]+$", ""));
  }

  private static Optional<Unit> unit(String words) {
    return UnitWord.find(Texts.narrow(words.replaceFirst("^\\s*单位\\s*[:：]?\\s*", "")));
  }

  /** Units that a line above the table gives for all of it: 单位：万元、公里. */
  static List<Unit> note(String line) {
    var found = NOTE.matcher(line);
    var units = new ArrayList<Unit>();
    if (found.find()) {
      for (var word : found.group(1).split("[、,，;；\\s]+")) {
        unit(word).ifPresent(units::add);
      }
    }
    return units;
  }
}
