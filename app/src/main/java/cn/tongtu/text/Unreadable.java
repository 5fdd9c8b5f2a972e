package cn.tongtu.text;

/** A file that holds no text; the message says why and what to do, in Chinese and English. */
final class Unreadable extends Exception {
  private static final long serialVersionUID = 1L;

  Unreadable(String chinese, String english) {
    super(chinese + System.lineSeparator() + english);
  }
}
