package cn.tongtu.engine.sheet;

import cn.tongtu.engine.sheet.ColumnMapping.Match;
import cn.tongtu.engine.sheet.ColumnMapping.Reason;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How much a heading is like a field. */
final class Likeness {
  private Likeness() {}

  static Optional<Match> of(Table.Heading heading, SheetField field) {
    var full = Texts.key(heading.full());
    var bare = Texts.key(heading.label());
    if (full.isEmpty()) {
      return Optional.empty();
    }
    return Stream.of(
            match(heading, field, 100, Reason.LABEL, isAny(full, List.of(field.label()))),
            match(heading, field, 95, Reason.ALIAS, isAny(full, field.aliases())),
            match(heading, field, 90, Reason.FORMER_LABEL, isAny(full, field.formerLabels())),
            match(heading, field, 90, Reason.ID, full.equals(Texts.key(field.id()))),
            match(heading, field, 85, Reason.WITHOUT_GROUP, isAny(bare, words(field))),
            match(heading, field, 80, Reason.INITIALS, isInitials(bare, words(field))),
            match(heading, field, 75, Reason.TYPO, isTypo(bare, words(field))),
            match(heading, field, 65, Reason.PART, isPart(bare, words(field))))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Match> match(
      Table.Heading heading, SheetField field, int confidence, Reason reason, boolean holds) {
    return holds
        ? Optional.of(new Match(heading.column(), field.id(), confidence, reason))
        : Optional.empty();
  }

  private static List<String> words(SheetField field) {
    return Stream.of(List.of(field.label()), field.aliases(), field.formerLabels())
        .flatMap(List::stream)
        .toList();
  }

  private static boolean isAny(String key, List<String> words) {
    return words.stream().anyMatch(word -> key.equals(Texts.key(Headings.read(word).label())));
  }

  private static boolean isInitials(String key, List<String> words) {
    return key.length() >= 2
        && key.chars().allMatch(c -> c >= 'a' && c <= 'z')
        && words.stream().anyMatch(word -> Initials.fit(key, Texts.key(word)));
  }

  /** One slip in three letters, two in six; shorter words differ too easily. */
  private static boolean isTypo(String key, List<String> words) {
    return words.stream()
        .map(Texts::key)
        .anyMatch(word -> {
          int shorter = Math.min(key.length(), word.length());
          return shorter >= 3 && Slips.between(key, word) <= Math.min(2, shorter / 3);
        });
  }

  /** 项目名称 and 名称, 建设单位 and 建设单位名称: likely, never sure. */
  private static boolean isPart(String key, List<String> words) {
    return words.stream()
        .map(Texts::key)
        .filter(word -> Math.min(word.length(), key.length()) >= 2)
        .anyMatch(word -> word.endsWith(key) || key.endsWith(word) || key.startsWith(word));
  }

  /** Whether two words differ by no more than a slip of the keys; for choices. */
  static boolean isNear(String one, String other) {
    int longer = Math.max(one.length(), other.length());
    return Slips.between(one.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT))
        <= Math.max(1, longer / 3);
  }
}
