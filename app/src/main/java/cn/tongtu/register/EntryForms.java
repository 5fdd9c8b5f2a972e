package cn.tongtu.register;

import cn.tongtu.identity.Directory;
import cn.tongtu.register.view.Input;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.view.Choice;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What the forms of a register ask for (填写项). */
@Component
class EntryForms {
  private static final Label NO_HELP = new Label("", "");

  private final Directory directory;

  EntryForms(Directory directory) {
    this.directory = directory;
  }

  Input input(Register register, Field field, Optional<Object> value, boolean required) {
    return new Input(
        field.id(),
        field.label(),
        kind(field.type()),
        field.type() instanceof FieldType.Amount(var unit) ? unit.symbol() : "",
        value.map(field::text).or(field::proposed).orElse(""),
        choices(field.type()),
        help(field),
        required || field.required(),
        field.most());
  }

  private static Label help(Field field) {
    return field.help().orElse(NO_HELP);
  }

  private static String kind(FieldType type) {
    return switch (type) {
      case FieldType.LongText() -> "area";
      case FieldType.Whole(), FieldType.Amount(_) -> "number";
      case FieldType.Day() -> "date";
      case FieldType.Month() -> "month";
      case FieldType.Choice(_), FieldType.YesNo() -> "choice";
      case FieldType.Person() -> "person";
      case FieldType.Text(), FieldType.Project() -> "text";
    };
  }

  private List<Choice> choices(FieldType type) {
    return switch (type) {
      case FieldType.Choice(var of) -> Choice.plain(of);
      case FieldType.YesNo() -> Choice.plain(List.of("是", "否"));
      case FieldType.Person() ->
          directory.list().stream()
              .map(member -> new Choice(member.account(), member.name(), member.account(), 0))
              .toList();
      default -> List.of();
    };
  }
}
