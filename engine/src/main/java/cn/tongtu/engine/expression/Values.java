package cn.tongtu.engine.expression;

import cn.tongtu.engine.value.Ratio;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operators do with values while an expression is worked out. */
final class Values {
  private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();
  private static final long FIRST_DAY = LocalDate.of(1, 1, 1).toEpochDay();

  private Values() {}

  /** What a caller gives for a field: numbers in base units, blank texts as nothing. */
  static @Nullable Object taken(String name, Kind kind, Object given) {
    return switch (kind) {
      case Kind.Number(var unit) when given instanceof BigDecimal || given instanceof Ratio ->
          Numbers.taken(given, unit);
      case Kind.Text() when given instanceof String text -> text.isBlank() ? null : text;
      case Kind.Choice(_) when given instanceof String text -> text.isBlank() ? null : text;
      case Kind.Reference(_) when given instanceof String text -> text.isBlank() ? null : text;
      case Kind.Day() when given instanceof LocalDate -> given;
      case Kind.Month() when given instanceof YearMonth -> given;
      case Kind.YesNo() when given instanceof Boolean -> given;
      case Kind.Rows(_) when given instanceof List -> given;
      default ->
          throw new IllegalArgumentException(
              "字段 %s 的值应为%s %s should hold %s: %s"
                  .formatted(name, kind.chinese(), name, kind.english(), given.getClass()));
    };
  }

  static boolean isNothing(@Nullable Object value) {
    return value == null || (value instanceof List<?> rows && rows.isEmpty());
  }

  static boolean same(Object left, Object right) {
    if (left instanceof Ratio amount && right instanceof Ratio other) {
      return amount.compareTo(other) == 0;
    }
    return left.equals(right);
  }

  /** Of two numbers, days or months. */
  static int compare(Object left, Object right) {
    return switch (left) {
      case Ratio amount -> amount.compareTo((Ratio) right);
      case LocalDate day -> day.compareTo((LocalDate) right);
      case YearMonth month -> month.compareTo((YearMonth) right);
      default -> throw new IllegalStateException("no order: " + left.getClass());
    };
  }

  /** A day so many whole days later; nothing when it is half a day or in no year a record has. */
  static @Nullable LocalDate moved(LocalDate day, Ratio by, int sign) {
    var days = Numbers.whole(by);
    if (days == null || Math.abs(days) > LAST_DAY - FIRST_DAY) {
      return null;
    }
    var to = day.toEpochDay() + sign * days;
    return to < FIRST_DAY || to > LAST_DAY ? null : day.plus(sign * days, ChronoUnit.DAYS);
  }
}
