package cn.tongtu.register.view;

import cn.tongtu.map.MapView;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Lamp;
import cn.tongtu.shared.Paging;
import cn.tongtu.shared.view.Choice;
import cn.tongtu.shared.view.Sort;
import cn.tongtu.shared.view.Typed;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A register's records (台账), as far as they are looked for.
 *
 * @param states with how many stand in each; none where the register knows no states
 * @param more whether there are more than {@code paging} counts
 * @param any whether there is any record at all
 * @param keeps whether the reader may enter one
 * @param ticks whether records may be ticked, to be moved or corrected together
 * @param moves whether the reader may move some
 * @param tabs pages beside the records
 * @param map what is found as a map, where that was asked for
 * @param export where what is found is written into a workbook
 * @param shown how it is shown, and how else it could be
 * @param typed what was typed for a view and not taken
 */
public record RegisterPage(
    String id,
    Label label,
    List<Column> columns,
    List<State> states,
    String state,
    List<Filter> filters,
    List<Choice> orgs,
    String org,
    String q,
    boolean searched,
    List<Row> rows,
    List<String> sums,
    Paging paging,
    boolean more,
    Sort sort,
    boolean any,
    boolean keeps,
    boolean ticks,
    boolean moves,
    List<Tab> tabs,
    String export,
    Optional<MapView> map,
    RegisterShown shown,
    Typed typed) {
  public static final String VIEW = "view";

  /** Whether records stand in states. */
  public boolean stands() {
    return !states.isEmpty();
  }

  /** A page that stands beside the records. */
  public record Tab(Label label, String href) {}

  /** The same with every field, and not only those that are shown. */
  public String exportAll() {
    return export + (export.indexOf('?') < 0 ? "?" : "&") + "columns=all";
  }

  /** A field: its name, its unit where it has one, and whether numbers or days stand in it. */
  public record Column(String id, Label label, String unit, boolean number, boolean day) {
    public @Nullable String css() {
      return number ? "num" : day ? "day" : null;
    }
  }

  /** How many records stand in a state. */
  public record State(Label label, Lamp lamp, String records, String href, boolean chosen) {}

  /** By which words of a field one may look. */
  public record Filter(String name, Label label, List<Choice> choices, String chosen) {}

  /**
   * A record, a cell a column.
   *
   * @param time how much is left until it is due
   */
  public record Row(
      long id,
      String href,
      String number,
      Optional<Standing> standing,
      Optional<Standing> time,
      String org,
      List<String> cells,
      boolean invented) {}

  /** Where a record stands. */
  public record Standing(Label label, Lamp lamp) {}
}
