package cn.tongtu.register.view;

import cn.tongtu.shared.Label;
import java.util.List;
import java.util.Optional;

/**
 * A move for many records at once (批量办理): which may be made with the ticked ones, and the form of
 * the one that was chosen.
 *
 * @param bulk by which the server knows this form again
 * @param form what the chosen move asks for
 */
public record BulkPage(
    String register,
    Label label,
    String bulk,
    List<Option> options,
    Optional<EntryPage.MoveForm> form,
    List<Row> rows) {

  /** Whether files may come with it. */
  public boolean uploads() {
    return form.stream()
        .flatMap(one -> one.inputs().stream())
        .anyMatch(input -> input.files().isPresent());
  }

  /** How many are ticked. */
  public long ticked() {
    return rows.stream().filter(Row::ticked).count();
  }

  /**
   * A move, and with how many of the records this person could make it.
   *
   * @param chosen whether its form is open
   */
  public record Option(Label label, int able, String href, boolean chosen) {}

  /**
   * A record.
   *
   * @param value its number and revision, as the form sends them
   * @param hinders why the chosen move cannot be made with it; empty where it can
   */
  public record Row(
      String value,
      String href,
      String title,
      String number,
      Optional<RegisterPage.Standing> standing,
      String org,
      boolean ticked,
      Optional<Label> hinders) {}
}
