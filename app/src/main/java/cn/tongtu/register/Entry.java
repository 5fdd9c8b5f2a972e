package cn.tongtu.register;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A record of a register (台账记录): an organisation's, with the values of the filled fields.
 *
 * @param number as issued; empty before it is and where the register numbers nothing
 * @param state where it stands; empty where the register knows no states
 * @param revision counts from 1, with every change
 * @param rounds how often it was sent back
 * @param steps each move that was made, the last time that it was
 */
public record Entry(
    long id,
    String org,
    Map<String, Object> values,
    String source,
    String note,
    boolean invented,
    Optional<String> number,
    String state,
    int revision,
    int rounds,
    Map<String, Step> steps,
    Optional<Instant> changedAt) {
  public Entry {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    steps = Map.copyOf(steps);
  }

  /**
   * That a move was made (办理): on a day, by somebody, unless the product did it.
   *
   * @param behalf for whom, where the person stood in (代办)
   */
  public record Step(LocalDate on, Optional<Long> person, Optional<Long> behalf) {
    boolean by(long someone) {
      return person.filter(id -> id == someone).isPresent()
          || behalf.filter(id -> id == someone).isPresent();
    }
  }

  /** One that is not kept yet. */
  static Entry begun(
      Register register,
      String org,
      Map<String, Object> values,
      String source,
      String note,
      boolean invented) {
    return new Entry(
        0,
        org,
        values,
        source,
        note,
        invented,
        Optional.empty(),
        register.life().begins(),
        1,
        0,
        Map.of(),
        Optional.empty());
  }

  /** Once more changed. */
  Entry revised() {
    return new Entry(
        id,
        org,
        values,
        source,
        note,
        invented,
        number,
        state,
        revision + 1,
        rounds,
        steps,
        changedAt);
  }

  Entry holding(Map<String, Object> others) {
    return new Entry(
        id, org, others, source, note, invented, number, state, revision, rounds, steps, changedAt);
  }

  /** The same with another value in one field. */
  Entry with(String field, Object value) {
    var all = new LinkedHashMap<>(values);
    all.put(field, value);
    return holding(all);
  }

  Entry under(long kept) {
    return new Entry(
        kept, org, values, source, note, invented, number, state, revision, rounds, steps,
        changedAt);
  }

  Entry numbered(String given) {
    return new Entry(
        id,
        org,
        values,
        source,
        note,
        invented,
        Optional.of(given),
        state,
        revision,
        rounds,
        steps,
        changedAt);
  }

  Entry moved(Life.Move move, Step step) {
    var all = new HashMap<>(steps);
    all.put(move.id(), step);
    return new Entry(
        id,
        org,
        values,
        source,
        note,
        invented,
        number,
        move.to(),
        revision,
        rounds + (move.round() ? 1 : 0),
        all,
        changedAt);
  }
}
