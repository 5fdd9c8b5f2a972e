package cn.tongtu.register;

import cn.tongtu.engine.formula.Members;
import cn.tongtu.engine.value.Ratio;
import cn.tongtu.engine.value.Unit;
import cn.tongtu.ledger.Movement;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A register (台账) as declared: its fields, and what each of its records moves in the ledger. */
record Register(
    String id,
    String label,
    String english,
    String title,
    SequencedMap<String, Field> fields,
    List<Post> posts) {

  record Field(String id, String label, String english, FieldType type, boolean required) {}

  /**
   * One movement that a record makes (记账规则). A record makes it when its day is filled and every
   * field in {@code when} has one of the listed values.
   */
  record Post(
      String measure,
      String on,
      Amount amount,
      SequencedMap<String, String> dimensions,
      Optional<String> subject,
      Map<String, Set<String>> when) {}

  /** How much a post moves. */
  sealed interface Amount {
    record Fixed(BigDecimal quantity) implements Amount {}

    /** A field's value, turned from the field's unit into the measure's. */
    record Of(String field, Ratio factor) implements Amount {}
  }

  /** A record of a register: an organisation's, with the values of the filled fields. */
  record Entry(
      long id,
      String org,
      Map<String, Object> values,
      String source,
      String note,
      boolean invented) {}

  String table() {
    return "register.r_" + id;
  }

  String recordKind() {
    return "register." + id;
  }

  /** What the ledger should hold because of this record. */
  List<Movement> movements(Entry entry) {
    return posts.stream().flatMap(post -> movement(post, entry).stream()).toList();
  }

  private Optional<Movement> movement(Post post, Entry entry) {
    var day = (@Nullable LocalDate) entry.values.get(post.on);
    var holds =
        post.when.entrySet().stream()
            .allMatch(condition ->
                entry.values.get(condition.getKey()) instanceof String value
                    && condition.getValue().contains(value));
    if (day == null || !holds) {
      return Optional.empty();
    }
    var quantity =
        switch (post.amount) {
          case Amount.Fixed(var fixed) -> Optional.of(fixed);
          case Amount.Of(var field, var factor) ->
              Optional.ofNullable(entry.values.get(field))
                  .map(value ->
                      Ratio.of(new BigDecimal(value.toString())).times(factor).exactDecimal());
        };
    var members = new TreeMap<String, String>();
    post.dimensions.forEach((dimension, field) -> {
      var value = entry.values.get(field);
      members.put(dimension, value == null ? Members.UNFILLED : field(field).type().print(value));
    });
    return quantity.map(amount ->
        Movement.of(
            post.measure,
            endOf(field(post.on), day),
            entry.org,
            post.subject
                .flatMap(field -> Optional.ofNullable(entry.values.get(field)))
                .map(Object::toString),
            members,
            amount));
  }

  /** A month counts on its last day. */
  private static LocalDate endOf(Field field, LocalDate day) {
    return field.type() instanceof FieldType.Month()
        ? day.withDayOfMonth(day.lengthOfMonth())
        : day;
  }

  Field field(String name) {
    var field = fields.get(name);
    if (field == null) {
      throw new IllegalArgumentException("台账 " + id + " 没有字段 " + name + " no such field");
    }
    return field;
  }

  Unit unitOf(String name) {
    return field(name).type() instanceof FieldType.Amount(var unit) ? unit : Unit.ONE;
  }

  String titleOf(Entry entry) {
    var value = entry.values.get(title);
    return value == null ? label + " " + entry.id : field(title).type().print(value);
  }
}
