package cn.tongtu.engine.sheet;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Days as spreadsheets count them (日期序列值). */
final class Serials {
  private static final LocalDate EPOCH_1900 = LocalDate.of(1899, 12, 30);
  private static final LocalDate EPOCH_1904 = LocalDate.of(1904, 1, 1);

  /** 9999-12-31, where spreadsheets end. */
  private static final int LAST = 2_958_465;

  private Serials() {}

  /** The day of a number; none for what is no day, among them 60: 1900 had no 29 February. */
  static Optional<LocalDate> day(BigDecimal serial, boolean since1904) {
    int days = serial.compareTo(BigDecimal.valueOf(LAST)) > 0 ? -1 : floor(serial);
    if (since1904) {
      return days < 0 ? Optional.empty() : Optional.of(EPOCH_1904.plusDays(days));
    }
    if (days < 1 || days == 60) {
      return Optional.empty();
    }
    // Lotus 1-2-3 took 1900 for a leap year, and everybody after it kept the mistake.
    return Optional.of(EPOCH_1900.plusDays(days < 60 ? days + 1L : days));
  }

  static Optional<LocalDate> day(SheetCell.Content.Number number) {
    return day(SheetCell.amount(number), number.format().since1904());
  }

  /** The number as a file has it that counts days from 1900. */
  static BigDecimal since1900(SheetCell.Content.Number number) {
    boolean moved =
        number.format().since1904() && number.format().shape() != SheetCell.Format.Shape.PLAIN;
    var amount = SheetCell.amount(number);
    return moved ? amount.add(BigDecimal.valueOf(serial(EPOCH_1904))) : amount;
  }

  static long serial(LocalDate day) {
    return ChronoUnit.DAYS.between(EPOCH_1900, day);
  }

  private static int floor(BigDecimal serial) {
    return serial.signum() < 0 ? -1 : serial.setScale(0, RoundingMode.FLOOR).intValueExact();
  }
}
