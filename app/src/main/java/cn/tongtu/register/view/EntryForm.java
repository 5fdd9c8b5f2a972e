package cn.tongtu.register.view;

import cn.tongtu.shared.Label;
import cn.tongtu.shared.view.Choice;
import cn.tongtu.shared.view.Editing;
import cn.tongtu.shared.view.Typed;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The form in which a record is entered or corrected (登记表单).
 *
 * @param record its number and what it is called; empty for a new one
 * @param editing what others may have changed meanwhile; empty for a new one
 * @param fixed the fields that may not be changed as the record stands
 * @param closed whether the month is closed, so that a revision needs its reason
 */
public record EntryForm(
    String register,
    Label label,
    Optional<EntryPage.Head> record,
    List<Input> inputs,
    List<EntryPage.Line> fixed,
    List<Choice> orgs,
    String org,
    Optional<Editing> editing,
    boolean closed,
    Typed typed) {
  public static final String FORM = "entry";

  /** Where the form asks which of its fields are not needed; nothing where all always are. */
  public @Nullable String hides() {
    return inputs.stream().anyMatch(Input::sometimes) ? "/registers/" + register + "/hidden" : null;
  }

  /** Whether files may come with it. */
  public boolean uploads() {
    return inputs.stream().anyMatch(input -> input.files().isPresent());
  }

  public String action() {
    return record.map(EntryPage.Head::href).orElse("/registers/" + register);
  }
}
