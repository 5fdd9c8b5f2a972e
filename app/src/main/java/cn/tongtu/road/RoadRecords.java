package cn.tongtu.road;

import cn.tongtu.ledger.RecordCard;
import cn.tongtu.ledger.RecordCard.Line;
import cn.tongtu.ledger.RecordSource;
import cn.tongtu.ledger.Subjects;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.RecordRef;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Shows routes where the way down from a figure ends. */
@Component
class RoadRecords implements RecordSource, Subjects {
  private static final Label KIND = new Label("路线", "Route");

  private final Roads roads;

  RoadRecords(Roads roads) {
    this.roads = roads;
  }

  @Override
  public Optional<String> name(String subject) {
    return roads.find(subject).map(route -> route.code() + " " + route.name());
  }

  @Override
  public Optional<RecordCard> card(RecordRef record) {
    return record.kind().equals(RoadKeeping.ROUTE)
        ? roads.find(record.id()).map(RoadRecords::card)
        : Optional.empty();
  }

  private static RecordCard card(Route route) {
    return new RecordCard(
        KIND,
        route.code() + " " + route.name(),
        route.org(),
        List.of(
            new Line("行政等级", "Level", route.level().label().chinese()),
            new Line("通车日期", "Opened on", route.openedOn().toString())),
        route.source(),
        route.invented(),
        Optional.of("/roads/" + route.code()));
  }

  @Override
  public Optional<Label> kind(String kind) {
    return kind.equals(RoadKeeping.ROUTE) ? Optional.of(KIND) : Optional.empty();
  }

  @Override
  public long invented(String kind, Collection<Long> ids) {
    return kind.equals(RoadKeeping.ROUTE) ? roads.invented(ids) : 0;
  }

  @Override
  public Stream<Said> everything() {
    return roads.list().stream()
        .map(route -> new Said(new RecordRef(RoadKeeping.ROUTE, route.id()), route.movements()));
  }
}
