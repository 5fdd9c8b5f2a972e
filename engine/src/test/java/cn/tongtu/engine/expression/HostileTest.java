package cn.tongtu.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import cn.tongtu.engine.value.Ratio;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is written, reading and typing end soon, and with an ExpressionError or a value. */
class HostileTest {
  private static final Map<String, Object> FULL =
      Sample.values(
          "length=1.5; width=2; cost=3; price=4; area=5; rate=6; n=7; m=0; title=甲; note=乙; "
              + "site.code=X; grade=一级; party=a; owner=b; mender=c; found=2026-01-01; "
              + "due=2026-02-01; period=2026-03; ok=是; "
              + "items=[amount=1&done=是&photos=2/what=甲]; files=[]");

  @Property(tries = 2_000)
  void anyTextIsTakenOrRefused(@ForAll String text) {
    attempt(text);
  }

  @Property(tries = 20_000)
  void almostExpressionsAreTakenOrRefused(@ForAll("almost") String text) {
    attempt(text);
  }

  /** Texts of the words that the reader branches on, so that many are almost right. */
  @Provide
  Arbitrary<String> almost() {
    return Arbitraries.of(
            "n",
            "m",
            "length",
            "cost",
            "title",
            "grade",
            "found",
            "period",
            "ok",
            "items",
            "files",
            "amount",
            "today",
            "null",
            "空",
            "是",
            "否",
            "and",
            "且",
            "or",
            "或",
            "not",
            "非",
            "in",
            "属于",
            "+",
            "-",
            "−",
            "*",
            "×",
            "/",
            "÷",
            "=",
            "==",
            "≠",
            "!=",
            "!",
            "<",
            "<=",
            "≤",
            ">",
            "≥",
            "(",
            ")",
            "（",
            "）",
            "[",
            "]",
            ",",
            "，",
            "、",
            "\"",
            "“",
            "”",
            "'",
            "「",
            "」",
            "1",
            "0",
            "3.5",
            ".",
            "1e9",
            "％",
            "%",
            "元",
            "万元",
            "公里",
            "天",
            "2026-02-30",
            "2026年3月",
            "2026年13月5日",
            "every(",
            "some(",
            "count(",
            "sum(items,",
            "if(",
            "min(",
            "round(",
            "days(",
            "coalesce(",
            "length(",
            "𠮷",
            "\u200b",
            "\u0000",
            "\n",
            "　",
            " ",
            "甲")
        .list()
        .ofMaxSize(12)
        .map(words -> String.join("", words));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(", "（", "-", "−", "not ", "非", "if(", "abs(", "every(items,", "n+(", "[", "n in [", "“",
        "1", "1.", "n,", "n+", "n and ", "n<", "空", "min(n,", "coalesce(-(", "2026-", "x.", "〇",
            "\ud800"
      })
  void tenThousandOfAnythingEndSoon(String piece) {
    var text = piece.repeat(10_000);
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          attempt(text);
          attempt(text.substring(0, Reader.LONGEST));
          attempt(text.substring(0, 99 * piece.length()) + "n" + ")".repeat(99));
        });
  }

  @Test
  void tenThousandBracketsAreRefusedWithWords() {
    assertThatThrownBy(() -> Expression.read("(".repeat(10_000)))
        .isInstanceOf(ExpressionError.class)
        .hasMessageContaining("longer than 4000 characters");
    assertThatThrownBy(() -> Expression.read("(".repeat(4_000)))
        .isInstanceOf(ExpressionError.class)
        .hasMessageContaining("nested too deeply");
    assertThatThrownBy(() -> Expression.read("1+".repeat(1_000) + "1"))
        .isInstanceOf(ExpressionError.class)
        .hasMessageContaining("too many signs");
  }

  /** What is let through also runs in a thread with a quarter of the usual stack. */
  @ParameterizedTest
  @ValueSource(
      strings = {"(", "-", "not ", "abs(", "if(ok,n,", "coalesce(0,", "1+(", "ok or (", "n×1-("})
  void theDeepestThatIsTakenNeedsLittleStack(String piece) throws InterruptedException {
    var failed = new AtomicReference<Throwable>();
    var little =
        new Thread(
            null,
            () -> {
              for (int deep = 1; deep <= 110; deep++) {
                var brackets = (int) piece.chars().filter(sign -> sign == '(').count();
                var inner = piece.startsWith("not") || piece.startsWith("ok") ? "ok" : "n";
                attempt(piece.repeat(deep) + inner + ")".repeat(brackets * deep));
              }
              attempt("n+".repeat(300) + "n");
              attempt("n in [1] and ".repeat(290) + "ok");
            },
            "little",
            256 * 1024);
    little.setUncaughtExceptionHandler((_, thrown) -> failed.set(thrown));
    little.setDaemon(true);
    little.start();
    little.join(10_000);
    assertThat(little.isAlive()).as("still at it").isFalse();
    assertThat(failed.get()).isNull();
  }

  @Test
  void numbersThatGrowWithoutBoundBecomeNothing() {
    var kinds = new LinkedHashMap<String, Expression>();
    kinds.put("c0", Expression.read("n × n ÷ 3"));
    for (int i = 1; i < 100; i++) {
      kinds.put("c" + i, Expression.read("c%d × c%d".formatted(i - 1, i - 1)));
    }
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          var values = new HashMap<String, Object>(FULL);
          Order.of(kinds, Sample.FIELDS)
              .forEach((name, typed) -> values.put(name, value(typed, values)));
          assertThat(values.get("c3"))
              .isEqualTo(new Ratio(new BigDecimal(49).pow(8), new BigDecimal(3).pow(8)));
          assertThat(values.get("c99")).isNull();
        });
  }

  @Test
  void aSumOverManyDifferentDenominatorsEnds() {
    var rows = new ArrayList<Map<String, Object>>();
    for (int i = 1; i <= 10_000; i++) {
      rows.add(Map.of("amount", new BigDecimal(i)));
    }
    var typed = Expression.read("sum(items, 1元 ÷ amount)").typed(Sample.FIELDS);
    assertTimeoutPreemptively(
        Duration.ofSeconds(5), () -> assertThat(value(typed, Map.of("items", rows))).isNull());
    var some = Map.of("items", rows.subList(0, 100));
    assertThat(
            Sample.print(
                value(
                    Expression.read("round(sum(items, 1元 ÷ amount), 6)").typed(Sample.FIELDS),
                    some),
                typed.kind()))
        .isEqualTo("5.187378");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1E+1000000000", "1E-1000000000", "-1E+2000000000"})
  void aNumberBeyondAllMeasureIsNothing(String huge) {
    var values = Map.of("n", new BigDecimal(huge), "cost", new BigDecimal(huge));
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          assertThat(value("n + 1", values)).isNull();
          assertThat(value("n", values)).isNull();
          assertThat(value("cost < 5元", values)).isEqualTo(false);
        });
  }

  @Test
  void daysBeyondTheCalendarAreNothing() {
    assertThat(value("found + 1", Map.of("found", LocalDate.MAX))).isNull();
    assertThat(value("found − n", Map.of("found", LocalDate.MIN, "n", new BigDecimal("1E18"))))
        .isNull();
    assertThat(value("due − found", Map.of("found", LocalDate.MIN, "due", LocalDate.MAX)))
        .isEqualTo(Ratio.of(LocalDate.MAX.toEpochDay() - LocalDate.MIN.toEpochDay()));
  }

  @Test
  void aRowThatIsNoRowHasNothing() {
    var rows = new ArrayList<>(List.of("a file", 5));
    rows.add(null);
    assertThat(value("count(items, empty(amount))", Map.of("items", rows))).isEqualTo(Ratio.of(3));
  }

  @Test
  void aValueOfTheWrongClassIsTheCallersFault() {
    assertThatThrownBy(() -> value("n + 1", Map.of("n", "five")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("n should hold a number");
  }

  private static void attempt(String text) {
    try {
      var _ = value(text, FULL);
    } catch (ExpressionError refused) {
      assertThat(refused.column()).isBetween(1, text.length() + 1);
      assertThat(refused.chinese()).isNotBlank();
      assertThat(refused.english()).isNotBlank();
    }
  }

  private static @Nullable Object value(String text, Map<String, ?> values) {
    return value(Expression.read(text).typed(Sample.FIELDS), values);
  }

  private static @Nullable Object value(Typed typed, Map<String, ?> values) {
    return typed.value(values, Sample.TODAY, Sample.WORKDAYS);
  }
}
