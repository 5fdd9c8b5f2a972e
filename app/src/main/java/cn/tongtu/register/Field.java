package cn.tongtu.register;

import cn.tongtu.engine.value.Unit;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Words;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A field of a register (字段).
 *
 * @param required whether a record may not be kept without it
 * @param unique whether no two records of an organisation may hold the same
 * @param usual what a new record's form proposes
 * @param help what stands below the field
 * @param most how long a text may be
 * @param list whether lists show it
 * @param past whether a day or month may not lie ahead
 */
public record Field(
    String id,
    Label label,
    FieldType type,
    boolean required,
    boolean unique,
    Optional<String> usual,
    Optional<Label> help,
    int most,
    boolean list,
    Optional<Form> form,
    boolean past) {
  /** How a text must be written (格式), and what a person reads when it is not. */
  record Form(Pattern pattern, Label says) {}

  /** What a new record's form proposes today. */
  public Optional<String> proposed() {
    var today = LocalDate.now(Words.CHINA);
    return usual.map(text ->
        !text.equals(FieldType.TODAY)
            ? text
            : (type instanceof FieldType.Month() ? YearMonth.from(today) : today).toString());
  }

  /** Whether it holds a day. */
  public boolean day() {
    return type instanceof FieldType.Day;
  }

  /** The unit in which amounts are kept in it; none where it holds no amounts. */
  public Optional<Unit> unit() {
    return switch (type) {
      case FieldType.Amount(var unit) -> Optional.of(unit);
      case FieldType.Sum(_) -> Unit.find("元");
      default -> Optional.empty();
    };
  }

  /** As people write what it holds. */
  String text(Object value) {
    return type.text(value);
  }
}
