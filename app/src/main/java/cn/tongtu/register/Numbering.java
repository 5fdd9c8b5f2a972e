package cn.tongtu.register;

import java.time.LocalDate;
import java.util.regex.Pattern;

/**
 * How records are numbered (编号规则): a series a year, given by a move or, without one, when the
 * record is entered; never given twice.
 *
 * @param pattern such as {@code 整改〔{year}〕{seq:3}号}
 * @param on the move that gives it, or empty
 */
record Numbering(String pattern, String on) {
  static final Pattern SEQUENCE = Pattern.compile("\\{seq(?::(\\d))?}");

  String write(LocalDate day, long sequence) {
    return SEQUENCE
        .matcher(pattern.replace("{year}", String.valueOf(day.getYear())))
        .replaceAll(found ->
            ("%0" + (found.group(1) == null ? "1" : found.group(1)) + "d").formatted(sequence));
  }
}
