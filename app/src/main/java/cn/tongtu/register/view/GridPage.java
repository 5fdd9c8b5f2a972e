package cn.tongtu.register.view;

import cn.tongtu.shared.Label;
import cn.tongtu.shared.view.Choice;
import cn.tongtu.shared.view.Typed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Many records typed or pasted into a table at once (表格录入).
 *
 * @param bulk by which the server knows this form again
 * @param lists what may stand in columns of words and names
 * @param rows those that are still to be taken
 * @param done those that were taken already
 * @param corrects whether it corrects records, and so asks why
 * @param closed whether the reason of a revision is asked for
 */
public record GridPage(
    String register,
    Label label,
    String bulk,
    List<Choice> orgs,
    String org,
    List<Column> columns,
    List<Words> lists,
    List<Row> rows,
    List<Done> done,
    boolean corrects,
    boolean closed,
    Typed typed) {
  public static final String FORM = "grid";

  public long wrong() {
    return rows.stream().filter(row -> !row.wrong().isEmpty()).count();
  }

  /** A field, and the words that one may choose from; empty where there are none. */
  public record Column(
      String id, Label label, String unit, boolean number, boolean required, String list) {}

  /** The words of a column. */
  public record Words(String id, List<Choice> choices) {}

  /**
   * A row.
   *
   * @param record its number and revision; empty for a new one
   * @param cells by column
   * @param wrong by column; under the empty name what is wrong with the row itself
   */
  public record Row(
      int number,
      String record,
      String title,
      String href,
      List<Cell> cells,
      Map<String, Label> wrong) {
    public @Nullable Label whole() {
      return wrong.get("");
    }
  }

  /** What stands in a cell, and whether it may be changed as the record stands. */
  public record Cell(String name, String value, boolean fixed) {}

  /** A row that became a record, or corrected one. */
  public record Done(int number, String title, String href, Optional<RegisterPage.Standing> now) {}
}
