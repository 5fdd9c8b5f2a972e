package cn.tongtu.indicator;

import cn.tongtu.search.Entry;
import cn.tongtu.search.Findable;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Indicators are found by name and number (指标检索). */
@Component
class IndicatorSearch implements Findable {
  private final Indicators indicators;

  IndicatorSearch(Indicators indicators) {
    this.indicators = indicators;
  }

  @Override
  public String kind() {
    return "figure";
  }

  @Override
  public boolean declared() {
    return true;
  }

  @Override
  public Stream<Entry> entries() {
    return indicators.list().stream()
        .map(indicator ->
            Entry.of(kind(), indicator.id(), indicator.label(), "/figures/" + indicator.id())
                .english(indicator.english())
                .words(List.of(indicator.id()))
                .detail(indicator.unit().toString()));
  }
}
