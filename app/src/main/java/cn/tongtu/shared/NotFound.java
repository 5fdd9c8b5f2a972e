package cn.tongtu.shared;

/** What was asked for is not there (未找到): a page answers 404. */
public final class NotFound extends Refusal {
  private static final long serialVersionUID = 1;

  public NotFound(String chinese, String english) {
    super(chinese, english);
  }
}
