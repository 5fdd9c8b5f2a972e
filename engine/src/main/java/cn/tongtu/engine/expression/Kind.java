package cn.tongtu.engine.expression;

import cn.tongtu.engine.value.Dimension;
import cn.tongtu.engine.value.Ratio;
import cn.tongtu.engine.value.Rounding;
import cn.tongtu.engine.value.Unit;
import cn.tongtu.engine.value.UnitMismatch;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;

/**
 * What a field holds and what an expression yields (类型). Each says as what its values are given.
 */
public sealed interface Kind {
  /** 数: given as BigDecimal or Ratio in its unit, yielded as Ratio in its unit. */
  record Number(Unit unit) implements Kind {
    public static final Number PLAIN = new Number(Unit.ONE);

    /** In the unit that is worth 1 of its dimension: 元, 米, 平方米, 天. */
    static Number base(Dimension dimension) {
      return new Number(
          Unit.table().stream()
              .filter(unit -> unit.dimension().equals(dimension))
              .filter(unit -> unit.worth().compareTo(Ratio.ONE) == 0)
              .findFirst()
              .orElseGet(() -> new Unit(dimension.toString(), dimension, Ratio.ONE)));
    }

    /**
     * A value of this kind in another unit, exact.
     *
     * @throws UnitMismatch when the units measure different things
     */
    public Ratio in(Unit other, Ratio amount) {
      if (!unit.addsTo(other)) {
        throw new UnitMismatch(unit, other);
      }
      return Numbers.tidy(amount.times(unit.worth()).dividedBy(other.worth()));
    }

    /** A value of this kind in another unit, rounded half up (四舍五入). */
    public BigDecimal in(Unit other, int decimals, Ratio amount) {
      return Rounding.HALF_UP.apply(in(other, amount), decimals);
    }
  }

  /** 文本: a String; a blank one is nothing. */
  record Text() implements Kind {}

  /** 选项: a String, one of these words; an expression that names another one is refused. */
  record Choice(SequencedSet<String> words) implements Kind {
    public Choice {
      words = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(words));
    }

    public static Choice of(Collection<String> words) {
      return new Choice(new LinkedHashSet<>(words));
    }
  }

  /** 引用: a person, an organisation, a record of another register; a String that tells which. */
  record Reference(String to) implements Kind {}

  /** 日期: a LocalDate. */
  record Day() implements Kind {}

  /** 月份: a YearMonth. */
  record Month() implements Kind {}

  /** 是否: a Boolean. */
  record YesNo() implements Kind {}

  /** 明细: a List of rows, each a Map from the names of its own fields; also files and photos. */
  record Rows(SequencedMap<String, Kind> fields) implements Kind {
    public Rows {
      fields = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(fields));
    }

    public static Rows of(Map<String, Kind> fields) {
      return new Rows(new LinkedHashMap<>(fields));
    }
  }

  /** 空: what an expression yields that can only be nothing. No field is of it. */
  record Nothing() implements Kind {}

  /** As messages say it. */
  default String chinese() {
    return switch (this) {
      case Number(var unit) -> unit.equals(Unit.ONE) ? "数" : "数（" + unit + "）";
      case Text() -> "文本";
      case Choice(_) -> "选项";
      case Reference(var to) -> "引用（" + to + "）";
      case Day() -> "日期";
      case Month() -> "月份";
      case YesNo() -> "是否";
      case Rows(_) -> "明细";
      case Nothing() -> "空";
    };
  }

  default String english() {
    return switch (this) {
      case Number(var unit) -> unit.equals(Unit.ONE) ? "a number" : "a number in " + unit;
      case Text() -> "a text";
      case Choice(_) -> "a choice";
      case Reference(var to) -> "a reference to " + to;
      case Day() -> "a day";
      case Month() -> "a month";
      case YesNo() -> "yes or no";
      case Rows(_) -> "a list of rows";
      case Nothing() -> "nothing";
    };
  }

  /**
   * Whether an expression of the other kind may fill a field of this one: numbers of the same
   * dimension, texts and choices, anything by nothing.
   */
  default boolean takes(Kind other) {
    return switch (this) {
      case Number(var unit) ->
          other instanceof Nothing || (other instanceof Number(var given) && unit.addsTo(given));
      case Text() -> other instanceof Text || other instanceof Choice || other instanceof Nothing;
      case Rows(_), Nothing() -> false;
      case Choice(_) -> equals(other) || other instanceof Text || other instanceof Nothing;
      case Reference(_), Day(), Month(), YesNo() -> equals(other) || other instanceof Nothing;
    };
  }

  /** The kind of what is now of this kind and now of the other. */
  default Optional<Kind> joined(Kind other) {
    if (equals(other) || other instanceof Nothing) {
      return Optional.of(this);
    }
    return switch (this) {
      case Nothing() -> Optional.of(other);
      case Number(var unit) when other instanceof Number(var second) && unit.addsTo(second) ->
          Optional.of(Number.base(unit.dimension()));
      case Text() when other instanceof Choice -> Optional.of(this);
      case Choice(_) when other instanceof Text || other instanceof Choice ->
          Optional.of(new Text());
      default -> Optional.empty();
    };
  }
}
