package cn.tongtu.api.view;

import cn.tongtu.register.RecordJson.FieldShape;
import cn.tongtu.register.RecordJson.MoveShape;
import cn.tongtu.register.RecordJson.StateShape;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Words;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What programs may ask and send of one register (台账接口说明). */
public record RegisterInterfacePage(
    String id,
    Label label,
    String path,
    List<FieldShape> fields,
    List<StateShape> states,
    List<MoveShape> moves) {

  /** The word for a field's type, as its message is called. */
  public static String kind(FieldShape field) {
    return "interface.kind." + field.kind().name().toLowerCase(Locale.ROOT);
  }

  /** A body that would be taken, but for what its texts say. */
  public String example() {
    return fields.stream()
        .filter(field -> field.required() && field.written() && !field.sometimes())
        .map(field -> "\"%s\": %s".formatted(field.id(), like(field)))
        .collect(Collectors.joining(", ", "{\"org\": \"…\", \"fields\": {", "}}"));
  }

  private static String like(FieldShape field) {
    return switch (field.kind()) {
      case INTEGER, RECORD -> "1";
      case NUMBER -> "1.5";
      case YES_NO -> "true";
      case DAY -> "\"2026-01-31\"";
      case MONTH -> "\"2026-01\"";
      case CHOICE -> "\"" + field.choices().getFirst() + "\"";
      default -> "\"…\"";
    };
  }

  public String fill(MoveShape move, Words words) {
    return fields.stream()
        .filter(field -> move.fill().contains(field.id()))
        .map(field -> field.id() + " " + words.of(field.label()))
        .collect(Collectors.joining(words.get("tokens.comma")));
  }
}
