package cn.tongtu.exchange.view;

import cn.tongtu.shared.Label;
import cn.tongtu.shared.Paging;
import cn.tongtu.shared.view.Choice;
import cn.tongtu.shared.view.Typed;
import java.util.List;
import java.util.Optional;

/**
 * A file that was handed in and what it would do (导入核对).
 *
 * @param file what its sender called it; empty for a pasted block
 * @param taken when it was taken; empty before
 * @param undone when it was undone afterwards, and why
 * @param twin when the same file was taken before
 * @param kind which rows are shown
 * @param closed whether the month is closed, so that a revision needs its reason
 */
public record ImportPage(
    String register,
    Label label,
    long id,
    String file,
    Optional<String> taken,
    Optional<Undone> undone,
    Optional<String> twin,
    List<Label> notices,
    Place place,
    List<Column> columns,
    List<Choice> fields,
    List<Choice> orgs,
    String org,
    List<Count> counts,
    String kind,
    List<Cause> causes,
    List<Row> rows,
    Paging paging,
    boolean closed,
    Typed typed) {
  public static final String COLUMNS = "columns";
  public static final String TAKE = "take";
  public static final String UNDO = "undo";

  /** That it was undone. */
  public record Undone(String when, String why) {}

  public String href() {
    return "/registers/" + register + "/import/" + id;
  }

  public long count(String of) {
    return counts.stream().filter(count -> count.kind().equals(of)).mapToLong(Count::rows).sum();
  }

  /** How many rows are wrong or in conflict. */
  public long held() {
    return count("WRONG") + count("CONFLICT");
  }

  /** How many rows would be written. */
  public long good() {
    return count("NEW") + count("CHANGED");
  }

  /** Where the table stands. */
  public record Place(List<Choice> sheets, int sheet, int headFrom, int headTo) {}

  /** A column of the file with the field that it is taken for. */
  public record Column(
      int column,
      String letters,
      String heading,
      String samples,
      boolean hidden,
      String field,
      String reason) {}

  /** How many rows of a kind there are. */
  public record Count(String kind, long rows, String href) {}

  /** Problems with one cause. */
  public record Cause(Label says, long rows, String places) {}

  /** A row of the file. */
  public record Row(
      int row,
      boolean hidden,
      String href,
      String title,
      String org,
      List<Changed> changes,
      String stays) {}

  /** A field that would be changed. */
  public record Changed(Label label, String before, String after) {}
}
