package cn.tongtu.engine.sheet;

import java.io.IOException;
import java.io.Reader;

/** Finds out what stands between the cells of a text. */
final class Delimiters {
  /** In case of doubt the one that stands further left. */
  private static final String KNOWN = "\t,;|，";

  private static final int LOOKED_AT = 64 * 1024;

  private Delimiters() {}

  /** The one that stands most often outside of quotes; a comma where none does. */
  static char of(Reader reader) throws IOException {
    var counts = new int[KNOWN.length()];
    boolean quoted = false;
    for (int i = 0; i < LOOKED_AT; i++) {
      int c = reader.read();
      if (c < 0) {
        break;
      }
      quoted ^= c == '"';
      int known = quoted ? -1 : KNOWN.indexOf(c);
      if (known >= 0) {
        counts[known]++;
      }
    }
    if (counts[0] > 0 && counts[0] >= counts[1] / 4) {
      return '\t';
    }
    int most = 1;
    for (int i = 2; i < counts.length; i++) {
      most = counts[i] > counts[most] ? i : most;
    }
    return KNOWN.charAt(most);
  }
}
