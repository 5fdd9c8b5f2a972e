package cn.tongtu.register;

import cn.tongtu.engine.calendar.Deadline;
import cn.tongtu.engine.calendar.Deadline.Length;
import cn.tongtu.pack.PackNode;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/**
 * How often the same came before (重复发现): the records with the same in some fields on an earlier day
 * within some months. It is what was known when the record was last written.
 *
 * @param field where it is kept
 * @param on the field with the day
 * @param except the states in which a record does not count
 */
record Repeat(String field, List<String> same, String on, int months, Set<String> except) {
  static Repeat read(
      String id, PackNode node, SequencedMap<String, Field> fields, Set<String> states) {
    var _ = node.only("same", "on", "within", "except");
    var of = fields.get(id);
    if (of == null || !(of.type() instanceof FieldType.Whole())) {
      throw node.problem("重复次数须为整数字段 integer", "repeats are kept in an integer");
    }
    var on = FieldReader.known(node.text("on"), node.get("on"), fields.keySet(), "字段");
    if (!fields.values().stream().filter(field -> field.id().equals(on)).allMatch(Field::day)) {
      throw node.get("on").problem("on 须为日期字段", "on must be a date field");
    }
    return new Repeat(
        id,
        node.items("same").stream()
            .map(same -> {
              var known = FieldReader.known(same.text(), same, fields.keySet(), "字段");
              FieldReader.requireTold(fields.get(known), same, "重复次数");
              return known;
            })
            .toList(),
        on,
        months(node.get("within")),
        Set.copyOf(
            node.items("except").stream()
                .map(state -> FieldReader.known(state.text(), state, states, "状态"))
                .toList()));
  }

  private static int months(PackNode node) {
    Length length = TimeLimitReader.length(node);
    if (length.unit() != Deadline.Unit.MONTHS) {
      throw node.problem("within 按月写：12m", "within is written in months: 12m");
    }
    return length.amount();
  }

  /** How often, for the records with these numbers; they are given it and answered with it. */
  String sql(String table) {
    return """
    update %1$s t set %2$s = (select count(*) from %1$s o
             where %3$s and o.%4$s > t.%4$s - make_interval(months => ?) and (o.%4$s, o.id) < (t.%4$s, t.id)
               and o._state <> all (?))
     where t.id = any (?) returning t.id, t.%2$s
    """
        .formatted(
            table,
            field,
            String.join(" and ", same.stream().map(name -> "o." + name + " = t." + name).toList()),
            on);
  }
}
