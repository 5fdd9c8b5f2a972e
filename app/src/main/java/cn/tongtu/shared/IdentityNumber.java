package cn.tongtu.shared;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A citizen's identity number (公民身份号码), checked as GB 11643-1999 says: six digits of place, the day
 * of birth, three of order, and a check character by ISO 7064 MOD 11-2. Personal data, as {@link
 * Phone} is.
 */
public record IdentityNumber(String full) {
  private static final int LENGTH = 18;
  private static final int SHOWN_AT_START = 3;
  private static final int SHOWN_AT_END = 4;

  /** The check character for each remainder of 11. */
  private static final String CHECKS = "10X98765432";

  public IdentityNumber {
    if (!full.matches("[1-9]\\d{16}[0-9X]")
        || !born(full)
        || check(full) != full.charAt(LENGTH - 1)) {
      throw new Refusal(
          "公民身份号码应为 18 位，且出生日期和末位校验码相符",
          "an identity number has 18 characters, a day of birth and a fitting check character");
    }
  }

  public static IdentityNumber of(String typed) {
    return new IdentityNumber(typed.replaceAll("\\s", "").toUpperCase(Locale.ROOT));
  }

  private static boolean born(String number) {
    try {
      var day = LocalDate.parse(number.substring(6, 14), DateTimeFormatter.BASIC_ISO_DATE);
      return day.getYear() >= 1850 && day.getYear() < 2200;
    } catch (DateTimeException none) {
      return false;
    }
  }

  private static char check(String number) {
    var sum = 0;
    for (int place = 0; place < LENGTH - 1; place++) {
      // The weight of a place is 2 to the power of its distance from the end, modulo 11.
      sum += (number.charAt(place) - '0') * ((1 << (LENGTH - 1 - place)) % 11);
    }
    return CHECKS.charAt(sum % 11);
  }

  /** 330***********1234. */
  public String masked() {
    return full.substring(0, SHOWN_AT_START)
        + "*".repeat(LENGTH - SHOWN_AT_START - SHOWN_AT_END)
        + full.substring(LENGTH - SHOWN_AT_END);
  }

  @Override
  public String toString() {
    return masked();
  }
}
