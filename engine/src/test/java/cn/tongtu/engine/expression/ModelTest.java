package cn.tongtu.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.engine.value.Ratio;
import cn.tongtu.engine.value.Unit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random expressions come to what a naive model comes to, and what is typed never fails. */
class ModelTest {
  private static final int DEEPEST = 4;

  /** A well-typed expression as text, and the naive way to its value. */
  private record Made(String text, Naive naive) {}

  private interface Naive {
    @Nullable Object of(Map<String, Object> record);
  }

  /** A fraction of whole numbers, reduced, its denominator above zero. */
  private record Fraction(BigInteger above, BigInteger below) {
    static Fraction of(BigInteger above, BigInteger below) {
      var common = above.gcd(below).multiply(BigInteger.valueOf(below.signum()));
      return new Fraction(above.divide(common), below.divide(common));
    }

    static Fraction of(BigDecimal decimal) {
      var scale = Math.max(0, decimal.scale());
      return of(decimal.movePointRight(scale).toBigIntegerExact(), BigInteger.TEN.pow(scale));
    }

    static Fraction of(Ratio ratio) {
      var above = of(ratio.numerator());
      var below = of(ratio.denominator());
      return of(above.above.multiply(below.below), above.below.multiply(below.above));
    }

    Fraction plus(Fraction other, int sign) {
      return of(
          above
              .multiply(other.below)
              .add(other.above.multiply(below).multiply(BigInteger.valueOf(sign))),
          below.multiply(other.below));
    }

    Fraction times(Fraction other) {
      return of(above.multiply(other.above), below.multiply(other.below));
    }

    @Nullable Fraction over(Fraction other) {
      return other.above.signum() == 0
          ? null
          : of(above.multiply(other.below), below.multiply(other.above));
    }

    int compare(Fraction other) {
      return above.multiply(other.below).compareTo(other.above.multiply(below));
    }
  }

  @Property(tries = 3_000)
  void comesToWhatTheModelComesTo(@ForAll Random random) {
    var record = record(random);
    check(number(random, DEEPEST, random.nextBoolean()), record);
    check(condition(random, DEEPEST), record);
    check(day(random, DEEPEST), record);
  }

  private static void check(Made made, Map<String, Object> record) {
    var typed = Expression.read(made.text).typed(Sample.FIELDS);
    var value = typed.value(record, Sample.TODAY, Sample.WORKDAYS);
    var expected = made.naive.of(record);
    if (value instanceof Ratio amount && typed.kind() instanceof Kind.Number(var unit)) {
      assertThat(Fraction.of(amount.times(unit.worth()))).as(made.text).isEqualTo(expected);
    } else {
      assertThat(value).as(made.text).isEqualTo(expected);
    }
  }

  // --- numbers: plain ones, or lengths in base units ---

  private static Made number(Random random, int deep, boolean length) {
    if (deep == 0) {
      return leaf(random, length);
    }
    var left = number(random, deep - 1, length);
    var right = number(random, deep - 1, length);
    var plain = number(random, deep - 1, false);
    return switch (random.nextInt(9)) {
      case 0 -> leaf(random, length);
      case 1 -> of(left, " + ", right, (a, b) -> a.plus(b, 1));
      case 2 -> of(left, random.nextBoolean() ? " − " : "-", right, (a, b) -> a.plus(b, -1));
      case 3 -> of(left, "×", plain, Fraction::times);
      case 4 -> of(left, " ÷ ", plain, Fraction::over);
      case 5 -> {
        var condition = condition(random, deep - 1);
        yield new Made(
            "if(%s, %s，%s)".formatted(condition.text, left.text, right.text),
            record -> (holds(condition, record) ? left : right).naive.of(record));
      }
      case 6 ->
          new Made(
              "coalesce(%s, %s)".formatted(left.text, right.text),
              record -> {
                var first = left.naive.of(record);
                return first != null ? first : right.naive.of(record);
              });
      case 7 ->
          new Made(
              "max(%s, %s)".formatted(left.text, right.text),
              record -> {
                var first = left.naive.of(record);
                var second = right.naive.of(record);
                return first == null || second == null
                    ? null
                    : ((Fraction) first).compare((Fraction) second) >= 0 ? first : second;
              });
      default -> length ? lengthOfRows(random) : countOfRows(random);
    };
  }

  private interface OfFractions {
    @Nullable Fraction of(Fraction left, Fraction right);
  }

  private static Made of(Made left, String sign, Made right, OfFractions operation) {
    return new Made(
        "(" + left.text + sign + right.text + ")",
        record ->
            left.naive.of(record) instanceof Fraction a
                    && right.naive.of(record) instanceof Fraction b
                ? operation.of(a, b)
                : null);
  }

  private static Made leaf(Random random, boolean length) {
    var amount = new BigDecimal(random.nextInt(50)).movePointLeft(random.nextInt(3));
    if (length) {
      var unit = Unit.of(random.nextBoolean() ? "公里" : "米");
      return switch (random.nextInt(3)) {
        case 0 -> field("length", Unit.of("公里"));
        case 1 -> field("width", Unit.of("米"));
        default ->
            new Made(
                amount.toPlainString() + unit,
                _ -> Fraction.of(amount).times(Fraction.of(unit.worth())));
      };
    }
    return switch (random.nextInt(4)) {
      case 0 -> field("n", Unit.ONE);
      case 1 -> field("m", Unit.ONE);
      case 2 -> field("rate", Unit.PERCENT);
      default -> new Made(amount.toPlainString(), _ -> Fraction.of(amount));
    };
  }

  private static Made field(String name, Unit unit) {
    return new Made(
        name,
        record ->
            record.get(name) instanceof BigDecimal amount
                ? Fraction.of(amount).times(Fraction.of(unit.worth()))
                : null);
  }

  /** Inside a row, length is the row's, in 米; all else is the record's. */
  private static Made lengthOfRows(Random random) {
    var times = leaf(random, false);
    return new Made(
        "sum(items, length × " + times.text + ")",
        record -> {
          @Nullable Fraction total = Fraction.of(BigDecimal.ZERO);
          for (var row : rows(record)) {
            total =
                total != null
                        && row.get("length") instanceof BigDecimal length
                        && times.naive.of(record) instanceof Fraction by
                    ? total.plus(Fraction.of(length).times(by), 1)
                    : null;
          }
          return total;
        });
  }

  private static Made countOfRows(Random random) {
    var bound = random.nextInt(5);
    return new Made(
        "count(items, length > %d米 或 done)".formatted(bound),
        record ->
            Fraction.of(
                new BigDecimal(
                    rows(record).stream()
                        .filter(row ->
                            Boolean.TRUE.equals(row.get("done"))
                                || (row.get("length") instanceof BigDecimal length
                                    && length.compareTo(new BigDecimal(bound)) > 0))
                        .count())));
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> rows(Map<String, Object> record) {
    return (List<Map<String, Object>>) record.getOrDefault("items", List.of());
  }

  // --- conditions and days ---

  private static Made condition(Random random, int deep) {
    if (deep == 0) {
      return new Made("ok", record -> record.get("ok"));
    }
    var left = condition(random, deep - 1);
    var right = condition(random, deep - 1);
    return switch (random.nextInt(7)) {
      case 0 ->
          new Made(
              "(" + left.text + " 且 " + right.text + ")",
              record -> holds(left, record) && holds(right, record));
      case 1 ->
          new Made(
              "(" + left.text + " or " + right.text + ")",
              record -> holds(left, record) || holds(right, record));
      case 2 -> new Made("(not " + left.text + ")", record -> !holds(left, record));
      case 3 -> {
        var length = random.nextBoolean();
        yield compared(random, number(random, deep - 1, length), number(random, deep - 1, length));
      }
      case 4 -> compared(random, day(random, deep - 1), day(random, deep - 1));
      case 5 -> {
        var number = number(random, deep - 1, true);
        yield new Made("filled(" + number.text + ")", record -> number.naive.of(record) != null);
      }
      default ->
          new Made(
              "(grade in [一级、二级])",
              record -> List.of("一级", "二级").contains(record.getOrDefault("grade", "")));
    };
  }

  private static boolean holds(Made made, Map<String, Object> record) {
    return Boolean.TRUE.equals(made.naive.of(record));
  }

  private static Made compared(Random random, Made left, Made right) {
    var which = random.nextInt(6);
    var sign = new String[] {"<", "≤", ">", ">=", "=", "≠"}[which];
    return new Made(
        "(" + left.text + sign + right.text + ")",
        record -> {
          var first = left.naive.of(record);
          var second = right.naive.of(record);
          if (first == null || second == null) {
            return false;
          }
          var order =
              first instanceof Fraction amount
                  ? amount.compare((Fraction) second)
                  : ((LocalDate) first).compareTo((LocalDate) second);
          return switch (which) {
            case 0 -> order < 0;
            case 1 -> order <= 0;
            case 2 -> order > 0;
            case 3 -> order >= 0;
            case 4 -> order == 0;
            default -> order != 0;
          };
        });
  }

  private static Made day(Random random, int deep) {
    if (deep == 0) {
      return switch (random.nextInt(3)) {
        case 0 -> new Made("found", record -> record.get("found"));
        case 1 -> new Made("due", record -> record.get("due"));
        default -> new Made("today", _ -> Sample.TODAY);
      };
    }
    var from = day(random, deep - 1);
    var days = random.nextInt(400);
    return new Made(
        "(%s %s %d天)".formatted(from.text, days % 2 == 0 ? "+" : "−", days),
        record ->
            from.naive.of(record) instanceof LocalDate day
                ? day.plusDays(days % 2 == 0 ? days : -days)
                : null);
  }

  // --- soundness ---

  /**
   * Of any expressions over any records: what is typed yields its kind or nothing, and never fails.
   */
  @Property(tries = 3_000)
  void whatIsTypedYieldsItsKindAndNeverFails(@ForAll Random random) {
    var _ = attempt(random);
  }

  /** Or else the property above would say nothing. */
  @Test
  void manyOfThemAreTyped() {
    var random = new Random(5);
    int typed = 0;
    for (int i = 0; i < 1_000; i++) {
      if (attempt(random)) {
        typed++;
      }
    }
    assertThat(typed).isGreaterThan(300);
  }

  private static boolean attempt(Random random) {
    var text = any(random, 1 + random.nextInt(3));
    Typed typed;
    try {
      typed = Expression.read(text).typed(Sample.FIELDS);
    } catch (ExpressionError refused) {
      return false;
    }
    for (int i = 0; i < 3; i++) {
      var value = typed.value(record(random), Sample.TODAY, Sample.WORKDAYS);
      assertThat(value == null || isOf(typed.kind(), value)).as("%s = %s", text, value).isTrue();
    }
    return true;
  }

  private static boolean isOf(Kind kind, Object value) {
    return switch (kind) {
      case Kind.Number _ -> value instanceof Ratio amount && amount.hasValue();
      case Kind.Text _, Kind.Choice _, Kind.Reference _ -> value instanceof String;
      case Kind.Day _ -> value instanceof LocalDate;
      case Kind.Month _ -> value instanceof YearMonth;
      case Kind.YesNo _ -> value instanceof Boolean;
      case Kind.Rows _, Kind.Nothing _ -> false;
    };
  }

  private static final List<String> LEAVES =
      List.of(
          "length",
          "width",
          "cost",
          "price",
          "area",
          "rate",
          "n",
          "m",
          "title",
          "grade",
          "party",
          "owner",
          "mender",
          "found",
          "due",
          "period",
          "ok",
          "items",
          "files",
          "amount",
          "done",
          "photos",
          "today",
          "空",
          "0",
          "2",
          "3公里",
          "1%",
          "“一级”",
          "是",
          "2026-03-05",
          "2026年3月");

  /** Prefers what can be typed, or hardly anything deep could be. */
  private static String any(Random random, int deep) {
    if (deep == 0) {
      return LEAVES.get(random.nextInt(LEAVES.size()));
    }
    var made = made(random, deep);
    for (int i = 0; i < 3 && !isTyped(made); i++) {
      made = made(random, deep);
    }
    return made;
  }

  private static boolean isTyped(String text) {
    try {
      var _ = Expression.read(text).typed(Sample.FIELDS);
      return true;
    } catch (ExpressionError refused) {
      return false;
    }
  }

  private static String made(Random random, int deep) {
    var a = any(random, deep - 1);
    var b = any(random, random.nextInt(deep));
    var c = any(random, random.nextInt(deep));
    var functions = Function.values();
    return switch (random.nextInt(6)) {
      case 0 -> "(-" + a + ")";
      case 1 -> "(not " + a + ")";
      case 2, 3 -> {
        var signs = List.of("+", "−", "×", "÷", "=", "≠", "<", "≥", " and ", " 或 ");
        yield "(" + a + signs.get(random.nextInt(signs.size())) + b + ")";
      }
      case 4 -> "(" + a + " in [1, 一级、2026-03-05])";
      default -> {
        var function = functions[random.nextInt(functions.length)];
        yield switch (function) {
          case EVERY, SOME, SUM ->
              function + "(" + (random.nextBoolean() ? "items" : a) + "," + b + ")";
          case COUNT -> random.nextBoolean() ? "count(items)" : "count(items, " + a + ")";
          case IF -> "if(%s,%s,%s)".formatted(a, b, c);
          case FILLED, EMPTY, ABS, YEAR, MONTH, LENGTH -> function + "(" + a + ")";
          case ROUND -> "round(" + a + ", " + random.nextInt(11) + ")";
          case MIN, MAX, COALESCE, DAYS, WORKDAYS, STARTS -> function + "(" + a + "," + b + ")";
        };
      }
    };
  }

  // --- records ---

  private static Map<String, Object> record(Random random) {
    return record(random, Sample.KINDS);
  }

  private static Map<String, Object> record(Random random, Map<String, Kind> kinds) {
    var record = new HashMap<String, Object>();
    kinds.forEach((name, kind) -> {
      if (random.nextInt(4) > 0) {
        record.put(name, value(random, kind));
      }
    });
    return record;
  }

  private static Object value(Random random, Kind kind) {
    return switch (kind) {
      case Kind.Number _ ->
          new BigDecimal(random.nextInt(-100, 1_000)).movePointLeft(random.nextInt(-1, 4));
      case Kind.Text _ -> List.of("", "甲", "一级", "青溪县").get(random.nextInt(4));
      case Kind.Choice _ -> List.of("一级", "二级", "四级").get(random.nextInt(3));
      case Kind.Reference _ -> String.valueOf(random.nextInt(2));
      case Kind.Day _ -> Sample.TODAY.plusDays(random.nextInt(-500, 500));
      case Kind.Month _ -> YearMonth.of(2020 + random.nextInt(9), 1 + random.nextInt(12));
      case Kind.YesNo _ -> random.nextBoolean();
      case Kind.Rows(var row) -> {
        var rows = new ArrayList<Map<String, Object>>();
        for (int i = random.nextInt(4); i > 0; i--) {
          rows.add(record(random, row));
        }
        yield rows;
      }
      case Kind.Nothing _ -> throw new IllegalArgumentException("no field is of no kind");
    };
  }
}
