package cn.tongtu.shared;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

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

  /** The day that a parameter of an address names; empty where it is blank. */
  public static Optional<LocalDate> day(String name, String text) {
    try {
      return text.isBlank() ? Optional.empty() : Optional.of(LocalDate.parse(text.strip()));
    } catch (DateTimeException malformed) {
      throw new BadParameter(
          name, "“" + text + "”应为日期，如 2020-12-31", "“" + text + "” is not a day like 2020-12-31");
    }
  }

  public String name() {
    return name;
  }
}
