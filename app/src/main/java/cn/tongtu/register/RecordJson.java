package cn.tongtu.register;

import cn.tongtu.map.Drawn;
import cn.tongtu.map.GeoJson;
import cn.tongtu.register.Life.Move;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Mistakes;
import cn.tongtu.shared.Nearest;
import cn.tongtu.shared.Refusal;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a record of a register stands in JSON and comes back from it (记录的 JSON): numbers in the unit
 * that is declared, days as days, people and what is referred to by code.
 */
public final class RecordJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private RecordJson() {}

  /** What a field holds, for whoever describes it to programs. */
  public enum Kind {
    TEXT,
    INTEGER,
    NUMBER,
    DAY,
    MONTH,
    CHOICE,
    YES_NO,
    PERSON,
    ORGANISATION,
    CODED,
    RECORD,
    STRETCH,
    SHAPE,
    FILES
  }

  /**
   * A field as a program sees it.
   *
   * @param refersTo the kind of thing or the register that its value names; else empty
   * @param given whether the product fills it and nobody writes it
   * @param sometimes whether it is asked for only as other fields are filled
   */
  public record FieldShape(
      String id,
      Label label,
      Kind kind,
      String unit,
      List<String> choices,
      String refersTo,
      boolean required,
      boolean sometimes,
      boolean given,
      int most,
      Optional<String> pattern,
      Optional<Label> help) {
    /** Whether a program may write it; files are handed in on the form. */
    public boolean written() {
      return !given && kind != Kind.FILES;
    }
  }

  /** A state as a program sees it. */
  public record StateShape(String id, Label label, boolean last) {}

  /**
   * A move as a program sees it.
   *
   * @param fill fields that must be filled once it is made
   * @param reasonNeeded whether it is not made without saying why
   */
  public record MoveShape(
      String id,
      Label label,
      Set<String> from,
      String to,
      List<String> fill,
      boolean reasonNeeded) {}

  public static List<FieldShape> fields(Register register) {
    return register.fields().values().stream().map(field -> shape(register, field)).toList();
  }

  private static FieldShape shape(Register register, Field field) {
    var type = field.type();
    return new FieldShape(
        field.id(),
        field.label(),
        kind(type),
        type.beside().map(unit -> unit.symbol()).orElse(""),
        type instanceof FieldType.Choice(var of) ? of : List.of(),
        switch (type) {
          case FieldType.Coded(var to) -> to;
          case FieldType.Record(var to) -> to;
          default -> "";
        },
        field.required(),
        register.visible().containsKey(field.id()),
        register.given(field.id()),
        type.searched() ? field.most() : 0,
        field.form().map(form -> "^(?:" + form.pattern().pattern() + ")$"),
        field.form().map(Field.Form::says).or(field::help));
  }

  private static Kind kind(FieldType type) {
    return switch (type) {
      case FieldType.Text(), FieldType.LongText(), FieldType.Concealed() -> Kind.TEXT;
      case FieldType.Whole() -> Kind.INTEGER;
      case FieldType.Amount(_), FieldType.Sum(_) -> Kind.NUMBER;
      case FieldType.Day() -> Kind.DAY;
      case FieldType.Month() -> Kind.MONTH;
      case FieldType.Choice(_) -> Kind.CHOICE;
      case FieldType.YesNo() -> Kind.YES_NO;
      case FieldType.Person() -> Kind.PERSON;
      case FieldType.Org() -> Kind.ORGANISATION;
      case FieldType.Coded(_) -> Kind.CODED;
      case FieldType.Record(_) -> Kind.RECORD;
      case FieldType.Along() -> Kind.STRETCH;
      case FieldType.OnMap(_) -> Kind.SHAPE;
      case FieldType.Files(_, _) -> Kind.FILES;
    };
  }

  public static List<StateShape> states(Register register) {
    return register.life().states().values().stream()
        .map(state -> new StateShape(state.id(), state.label(), state.last()))
        .toList();
  }

  public static List<MoveShape> moves(Register register) {
    return register.life().moves().values().stream().map(RecordJson::shape).toList();
  }

  private static MoveShape shape(Move move) {
    return new MoveShape(
        move.id(),
        move.label(),
        move.from(),
        move.to(),
        move.fill(),
        move.reason() == Life.Reasons.NEEDED);
  }

  /** All that a record says; a field that says nothing is null. */
  public static SequencedMap<String, @Nullable Object> of(Register register, Entry entry) {
    var said = new LinkedHashMap<String, @Nullable Object>();
    said.put("id", entry.id());
    said.put("register", register.id());
    said.put("number", entry.number().orElse(null));
    said.put("title", register.titleOf(entry));
    said.put("org", entry.org());
    said.put("state", entry.state().isEmpty() ? null : entry.state());
    said.put("revision", entry.revision());
    said.put("rounds", entry.rounds());
    said.put("changedAt", entry.changedAt().map(Object::toString).orElse(null));
    said.put("source", entry.source());
    said.put("note", entry.note());
    said.put("href", register.href(entry));
    var fields = new LinkedHashMap<String, @Nullable Object>();
    for (var field : register.fields().values()) {
      var value = entry.values().get(field.id());
      fields.put(field.id(), value == null ? null : value(field.type(), value));
    }
    said.put("fields", fields);
    return said;
  }

  private static Object value(FieldType type, Object value) {
    return switch (type) {
      case FieldType.Whole(), FieldType.YesNo(), FieldType.Record(_) -> value;
      case FieldType.Amount(_), FieldType.Sum(_) -> new BigDecimal(type.text(value));
      case FieldType.OnMap(_) -> JSON.readTree((String) type.stored(value));
      case FieldType.Files(_, _) ->
          HeldFiles.of(value).stream()
              .map(
                  file -> Map.of("name", file.name(), "size", file.size(), "digest", file.digest()))
              .toList();
      default -> type.text(value);
    };
  }

  /**
   * What a program wrote as the form would have sent it; null takes away what there is.
   *
   * @throws cn.tongtu.shared.WrongField when a field is unknown or cannot be written, with all of
   *     them; whether what is written fits its type is for the register to say
   */
  public static Map<String, String> typed(Register register, Map<?, ?> fields) {
    var typed = new LinkedHashMap<String, String>();
    var mistakes = new Mistakes();
    fields.forEach((key, value) -> {
      var name = String.valueOf(key);
      var field = register.fields().get(name);
      if (field == null) {
        var near = Nearest.to(name, register.fields().keySet());
        mistakes.unless(
            false,
            name,
            "没有字段 " + name + near.map(one -> "，是否为 " + one + "？").orElse(""),
            "no such field: " + name + near.map(one -> "; is it " + one + "?").orElse(""));
      } else if (!shape(register, field).written()) {
        mistakes.unless(
            false,
            name,
            field.label().chinese() + "由系统填写或在页面上传，不能经接口写入",
            field.label().english() + " is filled by the product or handed in on a page");
      } else {
        mistakes
            .read(name, () -> text(field.type(), value))
            .ifPresent(text -> typed.put(name, text));
      }
    });
    mistakes.tell();
    return typed;
  }

  private static String text(FieldType type, @Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Boolean yes -> yes ? "是" : "否";
      case BigDecimal number -> number.toPlainString();
      case Map<?, ?> shape when type instanceof FieldType.OnMap ->
          Drawn.written(GeoJson.read(JSON.writeValueAsString(shape), ""));
      case Map<?, ?> _, List<?> _ -> throw new Refusal("应为一个值", "a single value is asked for");
      default ->
          type instanceof FieldType.Record && value instanceof Number
              ? "#" + value
              : value.toString();
    };
  }
}
