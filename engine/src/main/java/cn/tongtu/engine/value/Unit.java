package cn.tongtu.engine.value;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.SequencedMap;

/**
 * A unit of measure (计量单位): its symbol as printed, what it measures, and how many of its
 * dimension's base units it is worth. 1 亩 = 2000/3 平方米. 万 and 亿 may stand before any unit (万元,
 * 万吨公里, 亿元).
 */
public record Unit(String symbol, Dimension dimension, Ratio worth) {
  private static final SequencedMap<String, Unit> TABLE = new LinkedHashMap<>();

  public static final Unit ONE = declare("", Dimension.NONE, Ratio.ONE);
  public static final Unit PERCENT = declare("%", Dimension.NONE, Ratio.of(1, 100));
  public static final Unit YUAN = base("元");

  static {
    declare("个百分点", Dimension.NONE, Ratio.of(1, 100));
    var metre = base("米");
    declare("公里", metre.dimension, Ratio.of(1000));
    var area = metre.dimension.times(metre.dimension);
    declare("平方米", area, Ratio.ONE);
    declare("亩", area, Ratio.of(2000, 3));
    declare("公顷", area, Ratio.of(10_000));
    declare("平方公里", area, Ratio.of(1_000_000));
    declare("立方米", area.times(metre.dimension), Ratio.ONE);
    var tonne = base("吨");
    declare("吨公里", tonne.dimension.times(metre.dimension), Ratio.of(1000));
    var day = base("天");
    declare("周", day.dimension, Ratio.of(7));
    var month = base("个月");
    declare("年", month.dimension, Ratio.of(12));
    var person = base("人");
    declare("人周", person.dimension.times(day.dimension), Ratio.of(7));
    declare("人公里", base("人次").dimension.times(metre.dimension), Ratio.of(1000));
    var machine = base("台");
    declare("台周", machine.dimension.times(day.dimension), Ratio.of(7));
    for (var classifier : "个 座 处 条 家 家次 辆 辆次 份 件 项 次 栋 批次 起 支 类 例 户 套 根 块 株 部 艘 架 位".split(" ")) {
      base(classifier);
    }
  }

  private static Unit base(String symbol) {
    return declare(symbol, Dimension.of(symbol), Ratio.ONE);
  }

  private static Unit declare(String symbol, Dimension dimension, Ratio worth) {
    var unit = new Unit(symbol, dimension, worth);
    TABLE.put(symbol, unit);
    return unit;
  }

  public static Optional<Unit> find(String symbol) {
    var plain = Optional.ofNullable(TABLE.get(symbol));
    if (plain.isPresent() || symbol.length() < 2) {
      return plain;
    }
    long times = symbol.startsWith("万") ? 10_000 : symbol.startsWith("亿") ? 100_000_000 : 0;
    return times == 0
        ? Optional.empty()
        : Optional.ofNullable(TABLE.get(symbol.substring(1)))
            .filter(unit -> !unit.dimension.equals(Dimension.NONE))
            .map(unit -> new Unit(symbol, unit.dimension, unit.worth.times(Ratio.of(times))));
  }

  /**
   * @throws IllegalArgumentException when no such unit is known
   */
  public static Unit of(String symbol) {
    return find(symbol)
        .orElseThrow(() -> new IllegalArgumentException("不认识的计量单位 unknown unit: " + symbol));
  }

  /** All units without 万 and 亿 before them, in the order of the table. */
  public static SequencedCollection<Unit> table() {
    return Collections.unmodifiableSequencedCollection(TABLE.sequencedValues());
  }

  public boolean addsTo(Unit other) {
    return dimension.equals(other.dimension);
  }

  @Override
  public String toString() {
    return symbol;
  }
}
