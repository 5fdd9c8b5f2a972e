package cn.tongtu.engine.text;

/**
 * A text folded for reading: one char a letter, full-width forms made half-width, zero-width
 * letters dropped, with the way back to the code points of the text as given.
 */
final class Letters {
  private static final String DASHES = "—–－‐‑−〜～~﹣─";
  private static final String MASKS = "xＸｘ×✕╳*＊";
  private static final String ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad";
  private static final char ASTRAL = '\ufffd';

  final String folded;
  private final int[] raw;
  private final int[] at;

  private Letters(String folded, int[] raw, int[] at) {
    this.folded = folded;
    this.raw = raw;
    this.at = at;
  }

  static Letters of(String text) {
    int[] raw = text.codePoints().toArray();
    int[] at = new int[raw.length + 1];
    var folded = new StringBuilder(raw.length);
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] < 0x10000 && ZERO_WIDTH.indexOf(raw[i]) >= 0) {
        continue;
      }
      at[folded.length()] = i;
      folded.append(raw[i] < 0x10000 ? fold((char) raw[i]) : ASTRAL);
    }
    at[folded.length()] = raw.length;
    breakAtCommas(folded);
    return new Letters(folded.toString(), raw, at);
  }

  /** Many authors type half-width commas; only one between digits may belong to a number. */
  private static void breakAtCommas(StringBuilder text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == ',') {
        boolean inNumber =
            i > 0
                && i + 1 < text.length()
                && DigitNumerals.isPart(text.charAt(i - 1))
                && DigitNumerals.isPart(text.charAt(i + 1));
        text.setCharAt(i, inNumber ? ',' : '，');
      }
    }
  }

  private static char fold(char c) {
    if (c < 0x80) {
      return switch (c) {
        case '\r', '\t', '\f' -> ' ';
        case '(' -> '（';
        case ')' -> '）';
        case ';' -> '；';
        case ':' -> '：';
        case '!' -> '！';
        case '?' -> '？';
        case '~' -> '-';
        case 'x', '*' -> 'X';
        default -> c;
      };
    }
    if (DASHES.indexOf(c) >= 0) {
      return '-';
    }
    if (MASKS.indexOf(c) >= 0) {
      return 'X';
    }
    return switch (c) {
      case '\u3000', '\u00a0', '\u2002', '\u2003', '\u2009' -> ' ';
      case '○' -> '〇';
      case '﹪', '％' -> '%';
      case '•', '∙', '⋅', '・' -> '·';
      case '．', '／', '＋', '＿' -> (char) (c - 0xfee0);
      default ->
          (c >= '０' && c <= '９') || (c >= 'Ａ' && c <= 'Ｚ') || (c >= 'ａ' && c <= 'ｚ')
              ? (char) (c - 0xfee0)
              : c;
    };
  }

  int length() {
    return folded.length();
  }

  /** The letter at i, or a line break beyond either end: nothing reads across it. */
  char at(int i) {
    return i >= 0 && i < folded.length() ? folded.charAt(i) : '\n';
  }

  boolean has(int i, String word) {
    return i >= 0 && folded.startsWith(word, i);
  }

  boolean hasAny(int i, Iterable<String> words) {
    for (var word : words) {
      if (has(i, word)) {
        return true;
      }
    }
    return false;
  }

  boolean endsAt(int i, String word) {
    return has(i - word.length(), word);
  }

  boolean anyEndsAt(int i, Iterable<String> words) {
    for (var word : words) {
      if (endsAt(i, word)) {
        return true;
      }
    }
    return false;
  }

  int skipSpaces(int i) {
    while (at(i) == ' ' && i < length()) {
      i++;
    }
    return i;
  }

  int backSpaces(int i) {
    while (i > 0 && at(i - 1) == ' ') {
      i--;
    }
    return i;
  }

  /** Offset, in the text as given, of the letter at i. */
  int offset(int i) {
    return at[i];
  }

  /** Offset just past the letter before i, so that dropped letters behind it stay outside. */
  int endOffset(int i) {
    return i == 0 ? 0 : at[i - 1] + 1;
  }

  String surface(int from, int to) {
    int start = offset(from);
    return new String(raw, start, endOffset(to) - start);
  }

  String slice(int from, int to) {
    return folded.substring(Math.max(0, from), Math.min(length(), to));
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isLatin(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  static boolean isHan(char c) {
    return (c >= 0x4e00 && c <= 0x9fff) || c == '〇';
  }
}
