package cn.tongtu.indicator;

import cn.tongtu.ledger.MeasureUse;
import cn.tongtu.shared.Label;
import java.util.List;
import org.springframework.stereotype.Component;

/** The indicators that a measure feeds. */
@Component
class IndicatorUse implements MeasureUse {
  private final Indicators indicators;

  IndicatorUse(Indicators indicators) {
    this.indicators = indicators;
  }

  @Override
  public List<Use> of(String measure) {
    return indicators.list().stream()
        .filter(indicator -> indicator.formula().measures(indicators).anyMatch(measure::equals))
        .map(indicator ->
            new Use(
                new Label(indicator.label(), indicator.english()), "/figures/" + indicator.id()))
        .toList();
  }
}
