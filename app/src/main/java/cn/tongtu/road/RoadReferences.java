package cn.tongtu.road;

import cn.tongtu.engine.geo.Chainage;
import cn.tongtu.register.Referable;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Roads and their chainages, as registers refer to them (路线引用). */
@Component
class RoadReferences implements Referable {
  /** More of one name are not told apart by it anyway. */
  private static final int SOME = 10;

  private final Roads roads;

  RoadReferences(Roads roads) {
    this.roads = roads;
  }

  @Override
  public String kind() {
    return "road";
  }

  @Override
  public Optional<Referred> find(String code) {
    return roads.called(code).map(RoadReferences::referred);
  }

  @Override
  public List<Referred> named(String name) {
    return roads.named(name, SOME).stream().map(RoadReferences::referred).toList();
  }

  @Override
  public List<Referred> search(String part, int most) {
    return roads.containing(part, most).stream().map(RoadReferences::referred).toList();
  }

  @Override
  public Optional<Chainages> chainages(String code) {
    return roads
        .called(code)
        .map(road -> new Chainages(new Chainage(road.fromM()), new Chainage(road.toM())));
  }

  private static Referred referred(Roads.Called road) {
    return new Referred(road.code(), road.name(), "/roads/" + road.code());
  }
}
