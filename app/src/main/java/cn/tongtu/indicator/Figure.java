package cn.tongtu.indicator;

import cn.tongtu.engine.formula.Value;
import cn.tongtu.engine.formula.Worked;
import cn.tongtu.engine.value.Ratio;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A figure (数据): an indicator's value for what was asked, with everything it came from. It keeps
 * numerator and denominator; rounding happens when it is printed and nowhere before.
 */
public record Figure(Indicator indicator, Asked asked, Worked worked) {
  /** The last day that counts (截止日). */
  public LocalDate cutOff() {
    return asked.span().lastDay();
  }

  /** In the indicator's unit, unrounded; empty when there is no data. */
  public Optional<Ratio> value() {
    return switch (worked.value()) {
      case Value.Known(var amount) -> Optional.of(amount.dividedBy(indicator.unit().worth()));
      case Value.NoData(_) -> Optional.empty();
    };
  }

  /** As the document says it. */
  public Optional<BigDecimal> rounded() {
    return value().map(amount -> Printed.round(amount, indicator.decimals()));
  }

  /** As pages show it: as printed, but money in the unit that the reader wants. */
  public String shown() {
    return Printed.of(
        worked.value(),
        Printed.shown(indicator.unit()),
        Printed.decimals(indicator.unit(), indicator.decimals()));
  }

  /** The same as a number, for a chart. */
  Optional<BigDecimal> plotted() {
    return switch (worked.value()) {
      case Value.Known(var amount) ->
          Optional.of(
              Printed.round(
                  amount.dividedBy(Printed.shown(indicator.unit()).worth()),
                  Printed.decimals(indicator.unit(), indicator.decimals())));
      case Value.NoData(_) -> Optional.empty();
    };
  }

  /** As printed, with its unit: 14.79亿元, 120.4%, 45个; or 无数据. */
  public String printed() {
    return Printed.of(worked.value(), indicator.unit(), indicator.decimals());
  }
}
