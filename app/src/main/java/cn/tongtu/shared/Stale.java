package cn.tongtu.shared;

/** Somebody else changed it in between (数据已被他人更新): a page answers 409 and shows what it is now. */
public final class Stale extends Refusal {
  private static final long serialVersionUID = 1;

  public Stale(String chinese, String english) {
    super(chinese, english);
  }
}
