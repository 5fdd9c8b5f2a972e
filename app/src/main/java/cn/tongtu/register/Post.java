package cn.tongtu.register;

import cn.tongtu.engine.formula.Members;
import cn.tongtu.engine.value.Ratio;
import cn.tongtu.ledger.Movement;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One movement that a record makes (记账规则). A record makes it when its day is there, it stands in
 * one of the states, and every field in {@code when} has one of the listed values.
 *
 * @param on a date or month field, or a move: the day on which it was last made
 * @param states any of these; none for all
 */
record Post(
    String measure,
    String on,
    Amount amount,
    SequencedMap<String, String> dimensions,
    Optional<String> subject,
    Map<String, Set<String>> when,
    Set<String> states) {

  /** How much a post moves. */
  sealed interface Amount {
    record Fixed(BigDecimal quantity) implements Amount {}

    /** A field's value, turned from the field's unit into the measure's. */
    record Of(String field, Ratio factor) implements Amount {}

    /** The length of a stretch of road, turned from metres into the measure's unit. */
    record Length(String field, Ratio factor) implements Amount {}
  }

  Optional<Movement> movement(Register register, Entry entry) {
    var day = day(register, entry);
    if (day == null || !holds(register, entry)) {
      return Optional.empty();
    }
    var members = new TreeMap<String, String>();
    dimensions.forEach((dimension, field) -> {
      var value = entry.values().get(field);
      members.put(
          dimension, value == null ? Members.UNFILLED : register.field(field).type().print(value));
    });
    return quantity(entry)
        .map(quantity ->
            Movement.of(
                measure,
                day,
                entry.org(),
                subject.flatMap(field ->
                    Optional.ofNullable(entry.values().get(field))
                        .map(register.field(field).type()::subject)),
                members,
                quantity));
  }

  private boolean holds(Register register, Entry entry) {
    return (states.isEmpty() || states.contains(entry.state()))
        && when.entrySet().stream()
            .allMatch(condition ->
                Optional.ofNullable(entry.values().get(condition.getKey()))
                    .filter(value ->
                        condition
                            .getValue()
                            .contains(register.field(condition.getKey()).text(value)))
                    .isPresent());
  }

  /** A month counts on its last day. */
  private @Nullable LocalDate day(Register register, Entry entry) {
    if (!register.fields().containsKey(on)) {
      var step = entry.steps().get(on);
      return step == null ? null : step.on();
    }
    var day = (@Nullable LocalDate) entry.values().get(on);
    return day != null && register.field(on).type() instanceof FieldType.Month()
        ? day.withDayOfMonth(day.lengthOfMonth())
        : day;
  }

  private Optional<BigDecimal> quantity(Entry entry) {
    return switch (amount) {
      case Amount.Fixed(var fixed) -> Optional.of(fixed);
      case Amount.Of(var field, var factor) ->
          Optional.ofNullable(entry.values().get(field))
              .map(
                  value -> Ratio.of(new BigDecimal(value.toString())).times(factor).exactDecimal());
      case Amount.Length(var field, var factor) ->
          Optional.ofNullable((Stretch) entry.values().get(field))
              .map(stretch -> Ratio.of(stretch.length()).times(factor).exactDecimal());
    };
  }
}
