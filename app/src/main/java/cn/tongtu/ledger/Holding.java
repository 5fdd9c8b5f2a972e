package cn.tongtu.ledger;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the ledger should hold because of one record: a quantity in 1/10,000 a place, each place
 * once.
 */
record Holding(SequencedMap<Place, Long> places) {
  private static final int FIRST_YEAR = 1949;
  private static final int LAST_YEAR = 2100;

  Holding {
    places = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(places));
  }

  SortedSet<Integer> years() {
    return places.keySet().stream()
        .map(place -> place.on().getYear())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Where a quantity stands: everything of a posting but the quantity. */
  record Place(
      String measure,
      LocalDate on,
      String org,
      Optional<String> subject,
      SortedMap<String, String> members) {}

  /**
   * @throws IllegalArgumentException naming what does not fit the measure
   * @throws cn.tongtu.shared.WrongField naming what nobody declared, and what was perhaps meant
   */
  static Holding of(Measures measures, Collection<Movement> movements) {
    var places = new LinkedHashMap<Place, Long>();
    for (var movement : movements) {
      check(measures, movement);
      places.merge(
          new Place(
              movement.measure(),
              movement.on(),
              movement.org(),
              movement.subject(),
              movement.members()),
          Amounts.toLedger(movement.quantity()),
          Holding::add);
    }
    return new Holding(places);
  }

  private static long add(long one, long other) {
    try {
      return Math.addExact(one, other);
    } catch (ArithmeticException tooLarge) {
      throw Amounts.tooLarge(one + " + " + other);
    }
  }

  private static void check(Measures measures, Movement movement) {
    var measure = measures.get(movement.measure());
    if (!measure.dimensions().equals(movement.members().keySet())) {
      throw new IllegalArgumentException(
          "计量项 %s 的维度应为 %s，实为 %s dimensions do not match"
              .formatted(
                  measure.id(), new TreeSet<>(measure.dimensions()), movement.members().keySet()));
    }
    movement
        .members()
        .forEach((dimension, member) -> {
          if (member.isBlank()) {
            // The roll-ups write an empty member for all members together.
            throw new IllegalArgumentException(
                "计量项 %s 的维度 %s 缺少成员 a member is missing".formatted(measure.id(), dimension));
          }
        });
    movement
        .members()
        .forEach((dimension, member) ->
            measures.requireMember(measure.id(), dimension, member, dimension));
    if (movement.org().isBlank()) {
      throw new IllegalArgumentException("缺少单位 (org) the organisation is missing");
    }
    var year = movement.on().getYear();
    if (year < FIRST_YEAR || year > LAST_YEAR) {
      throw new IllegalArgumentException(
          "日期 (on) %s 的年份超出 %d–%d the year is out of range"
              .formatted(movement.on(), FIRST_YEAR, LAST_YEAR));
    }
  }
}
