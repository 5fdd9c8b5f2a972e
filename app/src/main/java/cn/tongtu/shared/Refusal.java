package cn.tongtu.shared;

/**
 * The business says no (业务拒绝): a rule that a person ran into, told in the words of the trade,
 * Chinese first. Not a fault of the program; a page shows it where it arose.
 */
public class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String chinese;
  private final String english;

  public Refusal(String chinese, String english) {
    super(chinese + " " + english);
    this.chinese = chinese;
    this.english = english;
  }

  public static void unless(boolean holds, String chinese, String english) {
    if (!holds) {
      throw new Refusal(chinese, english);
    }
  }

  public String chinese() {
    return chinese;
  }

  public String english() {
    return english;
  }
}
