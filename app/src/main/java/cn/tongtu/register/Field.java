package cn.tongtu.register;

import cn.tongtu.shared.Label;
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

  /** As people write what it holds. */
  String text(Object value) {
    return type.text(value);
  }
}
