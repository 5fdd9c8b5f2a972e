package cn.tongtu.shared.view;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A chart as a page declares it (图表); {@code templates/ui/chart.jte} draws it and shows the same
 * data as a table, which is also what print readers and browsers without script get.
 *
 * @param label what it shows, which is also its spoken name
 * @param unit of the first axis; empty for plain numbers
 * @param second the unit of series on a second axis; empty where there is none
 */
public record Chart(
    String id,
    Kind kind,
    String label,
    String unit,
    String second,
    List<String> categories,
    List<Series> series) {
  private static final JsonMapper JSON = JsonMapper.shared();

  public Chart {
    categories = List.copyOf(categories);
    series = List.copyOf(series);
    for (var one : series) {
      if (one.points().size() != categories.size()) {
        throw new IllegalArgumentException(
            "%s has %d points for %d categories"
                .formatted(one.name(), one.points().size(), categories.size()));
      }
    }
  }

  public static Chart of(
      String id,
      Kind kind,
      String label,
      String unit,
      List<String> categories,
      List<Series> series) {
    return new Chart(id, kind, label, unit, "", categories, series);
  }

  /** How the data are drawn. */
  public enum Kind {
    LINE,
    COLUMN,
    /** Columns whose series stand upon each other. */
    STACKED,
    /** Columns, and lines for the series on the second axis. */
    COMBINED,
    /** Lying columns, for long names. */
    BAR,
    /** Shares of a whole; rarely the best. One series. */
    DONUT,
    /** How far towards 100 percent; a second series marks how far it should be. */
    PROGRESS
  }

  /**
   * One row of values.
   *
   * @param second drawn against the second axis
   */
  public record Series(String name, boolean second, List<Point> points) {
    public Series {
      points = List.copyOf(points);
    }

    public static Series of(String name, List<Point> points) {
      return new Series(name, false, points);
    }
  }

  /**
   * A value and how it is printed everywhere else; without a value there is a gap.
   *
   * @param href the page the figure opens, or empty
   */
  public record Point(@Nullable BigDecimal value, String text, String href) {
    public static Point of(@Nullable BigDecimal value, String text) {
      return new Point(value, text, "");
    }
  }

  /** For the module; nothing in it can end the element it stands in. */
  public String json() {
    return JSON.writeValueAsString(this)
        .replace("&", "\\u0026")
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }
}
