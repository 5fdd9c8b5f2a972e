package cn.tongtu.road;

import cn.tongtu.search.Entry;
import cn.tongtu.search.Findable;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Roads are found by code and name. */
@Component
class RoadSearch implements Findable {
  private static final String KIND = "road";

  private final Roads roads;

  RoadSearch(Roads roads) {
    this.roads = roads;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Stream<Entry> entries() {
    return roads.list().stream().map(RoadSearch::entry);
  }

  static Entry entry(Route route) {
    return Entry.of(KIND, route.id(), route.code() + " " + route.name(), "/roads/" + route.code())
        .words(List.of(route.code()))
        .detail(route.level().label().chinese());
  }
}
