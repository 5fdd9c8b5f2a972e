package cn.tongtu.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a record says the ledger should hold (应记): a measure moved by a quantity of its unit, on a
 * day, for an organisation, about a subject, with a member for each of the measure's dimensions. A
 * quantity of 0 is a nil return (零报告): somebody looked and there was nothing.
 */
public record Movement(
    String measure,
    LocalDate on,
    String org,
    Optional<String> subject,
    SortedMap<String, String> members,
    BigDecimal quantity) {
  public Movement {
    members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
  }

  public static Movement of(
      String measure,
      LocalDate on,
      String org,
      Optional<String> subject,
      Map<String, String> members,
      BigDecimal quantity) {
    return new Movement(measure, on, org, subject, new TreeMap<>(members), quantity);
  }
}
