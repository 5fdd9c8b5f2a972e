package cn.tongtu.ledger;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * What the ledger holds, or should hold, because of one record: a quantity a place, each place
 * once.
 */
record Holding(Map<Place, Stated> places) {

  /** Where a quantity stands: everything of a posting but the quantity. */
  record Place(
      String measure,
      LocalDate on,
      String org,
      Optional<String> subject,
      SortedMap<String, String> members) {}

  /**
   * The quantity in 1/10,000 of the unit, and whether the record states it at all: a nil return is
   * stated and 0, a withdrawn one is 0 and no longer stated.
   */
  record Stated(long quantity, boolean standing) {}

  /**
   * One posting to append; {@code standing} moves by +1 when the place is newly stated, −1 when
   * withdrawn.
   */
  record Change(Place place, long quantity, int standing) {}

  static Holding of(Measures measures, Collection<Movement> movements) {
    var places = new LinkedHashMap<Place, Stated>();
    for (var movement : movements) {
      var measure = measures.get(movement.measure());
      if (!measure.dimensions().equals(movement.members().keySet())) {
        throw new IllegalArgumentException(
            "计量项 %s 的维度应为 %s，实为 %s dimensions do not match"
                .formatted(
                    measure.id(),
                    new TreeSet<>(measure.dimensions()),
                    movement.members().keySet()));
      }
      places.merge(
          new Place(
              movement.measure(),
              movement.on(),
              movement.org(),
              movement.subject(),
              movement.members()),
          new Stated(Amounts.toLedger(movement.quantity()), true),
          (one, other) -> new Stated(Math.addExact(one.quantity, other.quantity), true));
    }
    return new Holding(places);
  }

  /** The least that must be appended to come from this holding to the wanted one. */
  List<Change> to(Holding wanted) {
    var changes = new ArrayList<Change>();
    places.forEach((place, held) -> {
      if (!wanted.places.containsKey(place) && held.standing) {
        changes.add(new Change(place, -held.quantity, -1));
      }
    });
    wanted.places.forEach((place, stated) -> {
      var held = places.getOrDefault(place, new Stated(0, false));
      if (!held.standing || held.quantity != stated.quantity) {
        changes.add(new Change(place, stated.quantity - held.quantity, held.standing ? 0 : 1));
      }
    });
    return changes;
  }
}
