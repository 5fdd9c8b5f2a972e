package cn.tongtu.register;

import cn.tongtu.engine.sheet.CellKind;
import cn.tongtu.engine.value.Unit;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Words;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
 * @param was what it was called before
 * @param retired whether it is out of use: what it holds is still shown, and nobody fills it
 * @param converts whether what is held in it is read anew when its type changes
 * @param closed words of its choice that are out of use
 * @param renamed by what a word of its choice was called before, the word
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
    boolean past,
    Set<String> was,
    boolean retired,
    boolean converts,
    Set<String> closed,
    Map<String, String> renamed) {
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

  /** What may be chosen now. */
  List<String> open() {
    return type instanceof FieldType.Choice(var of)
        ? of.stream().filter(word -> !closed.contains(word)).toList()
        : List.of();
  }

  /** How its cells are read; what was exported under a former word comes back as the present. */
  CellKind cell() {
    return type instanceof FieldType.Choice(var of) && !renamed.isEmpty()
        ? new CellKind.OneOf(of.stream().map(word -> option(word)).toList())
        : type.cell();
  }

  private CellKind.Option option(String word) {
    return new CellKind.Option(
        word,
        word,
        renamed.entrySet().stream()
            .filter(former -> former.getValue().equals(word))
            .map(Map.Entry::getKey)
            .toList());
  }

  /** As people write what it holds. */
  String text(Object value) {
    return type.text(value);
  }
}
