package cn.tongtu.shared;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What was typed into fields of a form is refused (填写有误): the page says so beside each of them.
 * {@link Mistakes} gathers several.
 */
public final class WrongField extends Refusal {
  private static final long serialVersionUID = 1;

  private final transient SequencedMap<String, Label> errors;

  public WrongField(String field, String chinese, String english) {
    this(new LinkedHashMap<>(Map.of(field, new Label(chinese, english))));
  }

  /**
   * @param errors by the field's name, in the order of the form; at least one
   */
  WrongField(SequencedMap<String, Label> errors) {
    super(errors.firstEntry().getValue().chinese(), errors.firstEntry().getValue().english());
    this.errors = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(errors));
  }

  public static void unless(boolean holds, String field, String chinese, String english) {
    if (!holds) {
      throw new WrongField(field, chinese, english);
    }
  }

  /** The first of them. */
  public String field() {
    return errors.firstEntry().getKey();
  }

  public SequencedMap<String, Label> errors() {
    return errors;
  }
}
