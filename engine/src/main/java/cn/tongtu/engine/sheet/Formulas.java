package cn.tongtu.engine.sheet;

/**
 * Text that Excel would take for a formula when it opens a .csv (公式注入). An apostrophe before it
 * makes it text for every spreadsheet, and is taken off again on the way in.
 */
final class Formulas {
  private static final String ARMED = "=+-@\t\r\n＝＋－＠";

  private Formulas() {}

  static String disarmed(String text) {
    return isArmed(text) ? "'" + text : text;
  }

  static String disarmedTaken(String text) {
    return text.startsWith("'") && isArmed(text) ? text.substring(1) : text;
  }

  /** After any apostrophes, so that what already has one gets another and comes back as it was. */
  static boolean isArmed(String text) {
    int at = 0;
    while (at < text.length() && text.charAt(at) == '\'') {
      at++;
    }
    return at < text.length() && ARMED.indexOf(text.charAt(at)) >= 0;
  }
}
