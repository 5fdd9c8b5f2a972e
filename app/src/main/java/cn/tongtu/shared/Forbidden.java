package cn.tongtu.shared;

/** Somebody may not do this (无权操作): a page answers 403 in words, and the audit trail keeps it. */
public final class Forbidden extends Refusal {
  private static final long serialVersionUID = 1;

  private final transient Actor actor;
  private final String action;
  private final String org;

  public Forbidden(Actor actor, String action, String org, String chinese, String english) {
    super(chinese, english);
    this.actor = actor;
    this.action = action;
    this.org = org;
  }

  public Actor actor() {
    return actor;
  }

  public String action() {
    return action;
  }

  public String org() {
    return org;
  }
}
