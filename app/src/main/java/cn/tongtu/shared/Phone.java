package cn.tongtu.shared;

/**
 * A telephone number of a person (联系电话). Personal data: what prints it prints a mask, and only who
 * asks for it in so many words gets the whole.
 */
public record Phone(String full) {
  private static final String MOBILE = "1[3-9]\\d{9}";
  private static final String FIXED = "0\\d{9,11}";
  private static final int SHOWN_AT_END = 4;

  public Phone {
    if (!full.matches(MOBILE) && !full.matches(FIXED)) {
      // Not repeated: what was mistyped may still be somebody's number.
      throw new Refusal(
          "电话应为 11 位手机号，或带区号的固定电话",
          "a mobile number of 11 digits, or a fixed one with its area code");
    }
  }

  /** Spaces and hyphens, as people write them, do not count. */
  public static Phone of(String typed) {
    return new Phone(typed.replaceAll("[\\s-－—]", ""));
  }

  /** 138****1234. */
  public String masked() {
    return full.substring(0, 3) + "****" + full.substring(full.length() - SHOWN_AT_END);
  }

  @Override
  public String toString() {
    return masked();
  }
}
