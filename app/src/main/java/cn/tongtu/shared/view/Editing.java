package cn.tongtu.shared.view;

import cn.tongtu.shared.Label;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;

/**
 * A record as a form changes it (编辑中的记录): what its fields hold now and by which revision. The form
 * carries what they held when it was opened; when somebody else changed the record since, each
 * field that differs is a choice between the two, and what the other left alone stays as typed.
 *
 * @param form the form's name
 * @param now the fields that others may have changed, by name
 * @param by who changed it last and when, or empty
 */
public record Editing(
    String form, Typed typed, int current, SequencedMap<String, Value> now, String by) {
  private static final String REVISION = "rev";
  private static final String OPENED = "_was.";

  /**
   * A field of a record (字段值).
   *
   * @param value what a form holds of it
   * @param canonical the same for two texts that mean the same, such as 3600 and 3,600.0
   * @param reads how a person is shown it
   */
  public record Value(
      Label label, String value, UnaryOperator<String> canonical, UnaryOperator<String> reads) {
    public static Value of(Label label, String value) {
      return new Value(label, value, UnaryOperator.identity(), UnaryOperator.identity());
    }

    boolean same(String one, String other) {
      return canonical.apply(one).equals(canonical.apply(other));
    }
  }

  /**
   * A field that two people changed differently (冲突字段).
   *
   * @param was what it held when the form was opened
   * @param untouched whether it was only the other who changed it
   */
  public record Difference(String field, Value theirs, String was, String mine, boolean untouched) {
    public String read(String value) {
      return value.isBlank() ? "—" : theirs.reads.apply(value);
    }
  }

  /** The revision that the form is about: after a conflict the present one. */
  public String revision() {
    return opened(REVISION, String.valueOf(current));
  }

  /** What a field held when the form was opened. */
  public String was(String field) {
    return opened(OPENED + field, held(field));
  }

  private String held(String field) {
    return Objects.requireNonNull(now.get(field)).value;
  }

  private String opened(String name, String present) {
    return typed.stale() ? present : typed.value(form, name, present);
  }

  public String hidden(String field) {
    return OPENED + field;
  }

  public boolean conflict() {
    return typed.in(form) && typed.stale();
  }

  public List<Difference> differences() {
    return conflict()
        ? now.entrySet().stream()
            .map(entry -> difference(entry.getKey(), entry.getValue()))
            .filter(each ->
                !each.theirs.same(each.mine, each.theirs.value)
                    && !each.theirs.same(each.was, each.theirs.value))
            .toList()
        : List.of();
  }

  private Difference difference(String field, Value theirs) {
    var was = typed.value(form, OPENED + field, "");
    var mine = typed.value(form, field, theirs.value);
    return new Difference(field, theirs, was, mine, theirs.same(was, mine));
  }

  /** Whether the field is chosen among the differences and so not typed. */
  public boolean differs(String field) {
    return differences().stream().anyMatch(each -> each.field.equals(field));
  }

  public String value(String field) {
    return typed.value(form, field, held(field));
  }
}
