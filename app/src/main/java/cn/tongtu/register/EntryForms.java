package cn.tongtu.register;

import cn.tongtu.attachment.Attached;
import cn.tongtu.attachment.FileKind;
import cn.tongtu.engine.value.Unit;
import cn.tongtu.identity.Directory;
import cn.tongtu.identity.Organisations;
import cn.tongtu.map.Maps;
import cn.tongtu.register.view.Input;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.view.Choice;
import cn.tongtu.shared.view.FileLink;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What the forms of a register ask for (填写项). */
@Component
class EntryForms {
  private static final Label NO_HELP = new Label("", "");
  private static final Label STRETCH =
      new Label("路线编号和起讫桩号，如 X012 K1+200–K3+400", "A route and chainages, as X012 K1+200–K3+400");

  /** Proposed before anybody types; the rest is looked for. */
  private static final int PROPOSED = 50;

  private final Directory directory;
  private final Organisations organisations;
  private final References references;
  private final Maps maps;

  EntryForms(Directory directory, Organisations organisations, References references, Maps maps) {
    this.directory = directory;
    this.organisations = organisations;
    this.references = references;
    this.maps = maps;
  }

  /**
   * @param record the address of the record; empty for a new one
   */
  Input input(
      Register register, String record, Field field, Optional<Object> value, boolean required) {
    return new Input(
        field.id(),
        field.label(),
        kind(field.type()),
        field.type().beside().map(Unit::symbol).orElse(""),
        value.map(held -> written(field.type(), held)).or(field::proposed).orElse(""),
        choices(field, value),
        field.type() instanceof FieldType.Coded || field.type() instanceof FieldType.Record
            ? register.href() + "/fields/" + field.id()
            : "",
        register.visible().containsKey(field.id()),
        field.type() instanceof FieldType.OnMap(var kind)
            ? Optional.of(
                maps.of("draw-" + field.id(), field.label(), List.of())
                    .drawing(
                        field.id(), kind, value.map(held -> field.type().text(held)).orElse("")))
            : Optional.empty(),
        field.type() instanceof FieldType.Files type
            ? Optional.of(files(record, field, type, value))
            : Optional.empty(),
        !required && !field.required() && register.life().asks(field.id()),
        help(field),
        required || field.required(),
        field.most());
  }

  /** As the form shows it; reading it gives the value again. */
  String written(FieldType type, Object value) {
    return type instanceof FieldType.Record ? references.written(type, value) : type.text(value);
  }

  private static Label help(Field field) {
    return field.help().orElse(field.type() instanceof FieldType.Along() ? STRETCH : NO_HELP);
  }

  private static String kind(FieldType type) {
    return switch (type) {
      case FieldType.LongText() -> "area";
      case FieldType.Whole(), FieldType.Amount(_), FieldType.Sum(_) -> "number";
      case FieldType.Day() -> "date";
      case FieldType.Month() -> "month";
      case FieldType.Choice(_), FieldType.YesNo() -> "choice";
      case FieldType.Person() -> "person";
      case FieldType.Org() -> "choice";
      case FieldType.Coded(_), FieldType.Record(_) -> "reference";
      case FieldType.OnMap(_) -> "drawing";
      case FieldType.Files(_, _) -> "files";
      case FieldType.Text(), FieldType.Along() -> "text";
    };
  }

  /** A word that is out of use is offered only where it stands already. */
  private List<Choice> choices(Field field, Optional<Object> value) {
    var type = field.type();
    return switch (type) {
      case FieldType.Choice(var of) ->
          Choice.plain(
              of.stream()
                  .filter(word ->
                      !field.closed().contains(word) || value.filter(word::equals).isPresent())
                  .toList());
      case FieldType.YesNo() -> Choice.plain(List.of("是", "否"));
      case FieldType.Person() ->
          directory.list().stream()
              .map(member -> new Choice(member.account(), member.name(), member.account(), 0))
              .toList();
      case FieldType.Org() ->
          organisations.list().stream().map(org -> Choice.of(org.code(), org.name())).toList();
      case FieldType.Coded(_), FieldType.Record(_) ->
          references.search(type, "", PROPOSED).stream()
              .map(one -> new Choice(one.code(), one.name(), one.code(), 0))
              .toList();
      default -> List.of();
    };
  }

  /** What a field of files holds already, and what it takes. */
  static Input.Files files(
      String record, Field field, FieldType.Files type, Optional<Object> held) {
    return new Input.Files(
        held.map(HeldFiles::of).orElse(List.of()).stream().map(file -> link(record, file)).toList(),
        FileKind.accepted(type.photos()),
        type.many());
  }

  static FileLink link(String record, Attached file) {
    return new FileLink(
        file.digest(),
        file.name(),
        record + "/files/" + file.digest(),
        Math.max(1, file.size() / 1024) + " KB",
        file.kind().image());
  }
}
