package cn.tongtu.shared;

/** What was typed into one field of a form is refused (填写有误): the page says so beside the field. */
public final class WrongField extends Refusal {
  private static final long serialVersionUID = 1;

  private final String field;

  public WrongField(String field, String chinese, String english) {
    super(chinese, english);
    this.field = field;
  }

  public static void unless(boolean holds, String field, String chinese, String english) {
    if (!holds) {
      throw new WrongField(field, chinese, english);
    }
  }

  public String field() {
    return field;
  }
}
