package cn.tongtu.engine.sheet;

import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Map;

/**
 * First letters of pinyin (拼音首字母): xmmc fits 项目名称. The 3,755 common characters stand in GB 2312 in
 * the order of their pinyin, so their code tells the letter; rarer ones fit any.
 */
final class Initials {
  private static final Charset GB2312 = Charset.forName("GB2312");
  private static final String LETTERS = "abcdefghjklmnopqrstwxyz";

  /** The first character of each letter: 啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝. */
  private static final String FIRST = "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝";

  private static final int RARE = 0xd7fa;

  /** Characters of the trade that are read in two ways. */
  private static final Map<Character, String> OTHERWISE =
      Map.of('重', "c", '长', "z", '行', "h", '车', "j", '数', "s", '率', "l", '调', "t", '乘', "s");

  private Initials() {}

  static boolean fit(String letters, String word) {
    if (letters.length() != word.length()) {
      return false;
    }
    for (int i = 0; i < letters.length(); i++) {
      if (!fits(letters.charAt(i), word.charAt(i))) {
        return false;
      }
    }
    return word.chars().anyMatch(c -> c > 0x80);
  }

  private static boolean fits(char letter, char character) {
    if (character < 0x80) {
      return letter == Character.toLowerCase(character);
    }
    int code = code(character);
    if (code >= RARE || code < code(FIRST.charAt(0))) {
      return code >= RARE;
    }
    int at = FIRST.length() - 1;
    while (code < code(FIRST.charAt(at))) {
      at--;
    }
    var other = OTHERWISE.getOrDefault(character, "").toLowerCase(Locale.ROOT);
    return letter == LETTERS.charAt(at) || other.indexOf(letter) >= 0;
  }

  private static int code(char character) {
    var bytes = String.valueOf(character).getBytes(GB2312);
    return bytes.length == 2 ? (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff) : 0;
  }
}
