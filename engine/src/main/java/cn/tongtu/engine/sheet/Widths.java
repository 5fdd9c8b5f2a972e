package cn.tongtu.engine.sheet;

/** How wide text stands: a Chinese character is as wide as two digits. */
final class Widths {
  private Widths() {}

  static int of(String text) {
    int widest = 0;
    int width = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        widest = Math.max(widest, width);
        width = 0;
      } else {
        width += c >= 0x2e80 || (c >= 0x2010 && c <= 0x2027) ? 2 : 1;
      }
    }
    return Math.max(widest, width);
  }
}
