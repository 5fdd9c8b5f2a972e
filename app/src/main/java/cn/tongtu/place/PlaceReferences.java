package cn.tongtu.place;

import cn.tongtu.register.Referable;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Places that have a code, as registers refer to them (地理要素引用). */
@Component
class PlaceReferences implements Referable {
  private static final String NO_PAGE = "";

  private final Places places;

  PlaceReferences(Places places) {
    this.places = places;
  }

  @Override
  public String kind() {
    return "place";
  }

  @Override
  public Optional<Referred> find(String code) {
    return places.called(code).map(PlaceReferences::referred);
  }

  @Override
  public List<Referred> named(String name) {
    return places.named(name).stream().map(PlaceReferences::referred).toList();
  }

  @Override
  public List<Referred> search(String part, int most) {
    return places.containing(part, most).stream().map(PlaceReferences::referred).toList();
  }

  private static Referred referred(Places.Called place) {
    return new Referred(place.code(), place.name(), NO_PAGE);
  }
}
