package cn.tongtu.register;

import cn.tongtu.engine.calendar.WorkCalendar;
import cn.tongtu.engine.expression.Typed;
import cn.tongtu.engine.expression.Workdays;
import cn.tongtu.engine.value.Unit;
import cn.tongtu.ledger.Movement;
import cn.tongtu.shared.Label;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * A register (台账) as declared: its fields, the life of its records, and what each of them moves in
 * the ledger.
 *
 * @param module the module of business that it belongs to
 * @param title the field by which a record is called
 * @param deadline the field with the day by which a record should have come to its end
 * @param calendar by which its working days are counted
 * @param computed what works out the fields that nobody types, in their order
 * @param visible when fields are asked for that are not always
 * @param alias what it is called now, where it was renamed; it is kept under its first id
 * @param retired whether nothing is entered any more
 * @param declared as it stands in its file
 */
public record Register(
    String id,
    String label,
    String english,
    Optional<String> module,
    String title,
    Optional<Numbering> numbering,
    SequencedMap<String, Field> fields,
    SequencedMap<String, Typed> computed,
    SequencedMap<String, Typed> visible,
    Life life,
    Optional<String> deadline,
    WorkCalendar calendar,
    List<TimeLimit> limits,
    List<Repeat> repeats,
    List<Post> posts,
    Optional<String> alias,
    boolean retired,
    Declared declared) {

  /**
   * What its file says (定义文本).
   *
   * @param rules each part of it, without its layout
   */
  record Declared(String text, String place, SequencedMap<String, String> rules) {}

  String table() {
    return "register.r_" + id;
  }

  /** In both languages. */
  public Label name() {
    return new Label(label, english);
  }

  /** The state in which a record begins; none where it knows no states. */
  public Optional<String> begins() {
    return life.states().values().stream().findFirst().map(state -> state.label().chinese());
  }

  public String href() {
    return "/registers/" + id;
  }

  String href(Entry entry) {
    return href() + "/" + entry.id();
  }

  /** Whether it, or one of its fields, is called so; everything is called nothing. */
  boolean called(String text) {
    var asked = text.toLowerCase(Locale.ROOT);
    return Stream.concat(
            Stream.of(id, label, english),
            fields.values().stream()
                .map(Field::label)
                .flatMap(of -> Stream.of(of.chinese(), of.english())))
        .anyMatch(name -> name.toLowerCase(Locale.ROOT).contains(asked));
  }

  public String recordKind() {
    return "register." + id;
  }

  /** What the ledger should hold because of this record. */
  List<Movement> movements(Entry entry) {
    return posts.stream().flatMap(post -> post.movement(this, entry).stream()).toList();
  }

  /** Whether the product fills a field and nobody types it: it is computed, or a time limit's. */
  boolean given(String field) {
    return computed.containsKey(field)
        || field(field).retired()
        || repeats.stream().anyMatch(repeat -> repeat.field().equals(field))
        || limits.stream().anyMatch(limit -> limit.fills().equals(field));
  }

  Workdays workdays() {
    return (from, to) -> {
      var earlier = from.isBefore(to) ? from : to;
      return calendar.unpublished(earlier.plusDays(1), from.isBefore(to) ? to : from).isPresent()
          ? OptionalLong.empty()
          : OptionalLong.of(calendar.between(from, to));
    };
  }

  public Field field(String name) {
    return fieldCalled(name)
        .orElseThrow(
            () -> new IllegalArgumentException("台账 " + id + " 没有字段 " + name + " no such field"));
  }

  /** By its id, or by what it was called when somebody noted it. */
  Optional<Field> fieldCalled(String name) {
    return Optional.ofNullable(fields.get(name))
        .or(() -> fields.values().stream().filter(field -> field.was().contains(name)).findFirst());
  }

  Unit unitOf(String name) {
    return field(name).type().kept();
  }

  public String titleOf(Entry entry) {
    var value = entry.values().get(title);
    return value == null
        ? entry.number().orElse(label + " " + entry.id())
        : field(title).type().print(value);
  }
}
