package cn.tongtu.identity;

import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.WrongField;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Which passwords are taken (口令要求): long ones, of whatever signs, but not those that everybody
 * tries first: the name, one short piece over and over, a run along the alphabet or the keyboard, a
 * famous word with a number behind it.
 */
final class PasswordRule {
  static final int SHORTEST = 10;

  /** The hash looks at no more than so many bytes. */
  static final int MOST_BYTES = 72;

  private static final int FEWEST_DIFFERENT = 5;
  private static final List<String> ROWS =
      List.of(
          "01234567890",
          "abcdefghijklmnopqrstuvwxyz",
          "qwertyuiop",
          "asdfghjkl",
          "zxcvbnm",
          "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
          "1q2w3e4r5t6y7u8i9o0p");
  private static final List<String> FAMOUS =
      List.of(
          "password",
          "passw0rd",
          "p@ssw0rd",
          "p@ssword",
          "admin",
          "root",
          "welcome",
          "letmein",
          "iloveyou",
          "woaini",
          "tongtu",
          "jiaotong",
          "abc",
          "qwer",
          "asdf",
          "test",
          "user",
          "guest",
          "login",
          "mima",
          "dragon",
          "monkey");

  private PasswordRule() {}

  /**
   * @throws Refusal saying what is wrong with it
   */
  static void check(String password, String account, String name) {
    WrongField.unless(
        password.codePointCount(0, password.length()) >= SHORTEST,
        "password",
        "口令至少 " + SHORTEST + " 个字符；一句好记的话最合适",
        "at least " + SHORTEST + " characters; a sentence that you remember is best");
    WrongField.unless(
        password.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES,
        "password",
        "口令过长：最多 72 个字母或 24 个汉字",
        "too long: at most 72 letters");
    var plain = password.toLowerCase(Locale.ROOT).strip();
    WrongField.unless(
        Stream.of(account, name)
            .map(own -> own.toLowerCase(Locale.ROOT).strip())
            .noneMatch(own -> own.length() > 1 && plain.contains(own)),
        "password",
        "口令里不能有自己的账号或姓名",
        "it may not contain your account or name");
    WrongField.unless(
        plain.chars().distinct().count() >= FEWEST_DIFFERENT && !repeats(plain) && !run(plain),
        "password",
        "口令太容易猜：是重复或连续的字符",
        "too easy to guess: the same or neighbouring signs over and over");
    WrongField.unless(
        !famous(plain),
        "password",
        "口令太容易猜：只是常见词加数字或年份",
        "too easy to guess: a common word with digits");
  }

  private static boolean repeats(String text) {
    for (int length = 1; length <= text.length() / 2; length++) {
      var piece = text.substring(0, length);
      if (piece.repeat(text.length() / length + 1).startsWith(text)) {
        return true;
      }
    }
    return false;
  }

  /** Nearly all of it walks along a row of the keyboard or the alphabet, either way. */
  private static boolean run(String text) {
    var steps = 0;
    for (int i = 1; i < text.length(); i++) {
      var pair = text.substring(i - 1, i + 1);
      var back = new StringBuilder(pair).reverse().toString();
      if (ROWS.stream().anyMatch(row -> row.contains(pair) || row.contains(back))) {
        steps++;
      }
    }
    return steps * 4 >= (text.length() - 1) * 3;
  }

  /** Nothing much is left when the famous words, digits and signs are taken out. */
  private static boolean famous(String text) {
    var rest = text;
    for (var word : FAMOUS) {
      rest = rest.replace(word, "");
    }
    return !rest.equals(text) && rest.replaceAll("[^\\p{L}]", "").length() < 4;
  }
}
