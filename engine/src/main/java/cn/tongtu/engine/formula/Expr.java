package cn.tongtu.engine.formula;

import java.math.BigDecimal;
import java.util.List;

/** A formula as read (公式): {@code at} is the column where the part stands, counted from 1. */
public sealed interface Expr {
  int at();

  record Constant(int at, BigDecimal amount) implements Expr {}

  /** A measure (计量项) with filters on its dimensions: {@code invest.done[key=市重大, mode=公路|铁路]}. */
  record Measure(int at, String id, List<Filter> filters) implements Expr {
    public Measure {
      filters = List.copyOf(filters);
    }
  }

  /** Another indicator (指标), by its id. */
  record Indicator(int at, String id) implements Expr {}

  record Calculation(int at, Operator operator, Expr left, Expr right) implements Expr {}

  /** What stands inside is asked over another span: {@code ytd(…)}, {@code lastyear(…)}. */
  record Shift(int at, Over over, Expr inner) implements Expr {}

  /**
   * A measure read in another way than its own: {@code target(…)}, {@code last(…)}, {@code
   * opening(…)}.
   */
  record Reading(int at, Way way, Measure measure) implements Expr {}

  /**
   * What is taken from records and never from sums: {@code distinct(…)}, {@code records(…)}, {@code
   * average(…)}, {@code percentile(…, 90)}.
   */
  record Statistic(int at, Statistics kind, Measure measure, int percent) implements Expr {}

  enum Statistics {
    /** 不重复计数: different subjects that moved in the span, or stand in a stock on its last day. */
    DISTINCT,
    /** 记录数: records that say something. */
    RECORDS,
    /** 平均: the sum over the number of records. */
    AVERAGE,
    /** 百分位: by nearest rank. */
    PERCENTILE
  }

  enum Operator {
    PLUS("+"),
    MINUS("−"),
    TIMES("×"),
    DIVIDED_BY("÷");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    public String sign() {
      return sign;
    }
  }

  enum Over {
    /** 累计 */
    YTD,
    /** 上年同期 */
    LASTYEAR
  }

  enum Way {
    /** 年度目标: what the measure's plan measure says for the year, as in force at the span's end. */
    TARGET,
    /** 末次读数: the last reading inside the span. */
    LAST,
    /** 期初: a stock on the day before the span. */
    OPENING
  }
}
