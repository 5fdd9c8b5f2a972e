package cn.tongtu.shared;

/** A parameter of an address makes no sense (参数有误): a page answers 400 and names it. */
public final class BadParameter extends Refusal {
  private static final long serialVersionUID = 1;

  private final String name;

  public BadParameter(String name, String chinese, String english) {
    super(chinese, english);
    this.name = name;
  }

  /** An exception's own words, which say it in both languages. */
  public static BadParameter of(String name, RuntimeException wrong) {
    var told = String.valueOf(wrong.getMessage());
    return new BadParameter(name, told, told);
  }

  public String name() {
    return name;
  }
}
