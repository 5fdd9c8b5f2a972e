package cn.tongtu.shared.view;

import cn.tongtu.shared.Address;
import cn.tongtu.shared.BadParameter;
import java.text.Collator;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * By which column a list is sorted (排序), written in an address as {@code name} or {@code -name} for
 * downwards. A list says which columns it has; nothing else from outside is ever asked of it.
 *
 * @param base the list's address with its filters, without sort and page
 * @param chosen whether the reader chose it; without, the list stands in its usual order
 */
public record Sort(String column, boolean down, Address base, boolean chosen) {
  public static final String PARAMETER = "sort";

  /**
   * @param usual the order without anything asked, written as in an address
   */
  public static Sort of(String asked, String usual, Collection<String> columns, Address base) {
    var text = asked.isBlank() ? usual : asked;
    var down = text.startsWith("-");
    var column = down ? text.substring(1) : text;
    if (!columns.contains(column)) {
      throw new BadParameter(
          PARAMETER,
          "不能按“" + column + "”排序，可以按：" + String.join("、", columns),
          "not sorted by “" + column + "”, but by: " + String.join(", ", columns));
    }
    return new Sort(column, down, base, !asked.isBlank());
  }

  public boolean by(String other) {
    return column.equals(other);
  }

  /** As it stands in the address; empty in the usual order. */
  public String text() {
    return chosen ? (down ? "-" : "") + column : "";
  }

  /** The list as it is sorted now, for its pages. */
  public Address address() {
    return base.withIf(chosen, PARAMETER, text());
  }

  /** The list sorted by that column; the other way round when it is already. */
  public String href(String other) {
    return base.with(PARAMETER, by(other) && !down ? "-" + other : other).text();
  }

  /** For {@code aria-sort}. */
  public @Nullable String state(String other) {
    return !by(other) ? null : down ? "descending" : "ascending";
  }

  /**
   * The order in SQL; equal rows stand in the order of {@code tie}, so that pages never overlap.
   *
   * @param expressions of each column, written here and never taken from an address
   */
  public String sql(Map<String, String> expressions, String tie) {
    return " order by "
        + Objects.requireNonNull(expressions.get(column))
        + (down ? " desc" : "")
        + " nulls last, "
        + tie;
  }

  /** The order of rows that are all in memory; equal ones stay as they came. */
  public <R> Comparator<R> order(Map<String, Comparator<R>> columns) {
    var order = Objects.requireNonNull(columns.get(column));
    return down ? order.reversed() : order;
  }

  /** Chinese text in the order of its sounds. */
  public static Comparator<String> sounds() {
    return Collator.getInstance(Locale.CHINA)::compare;
  }
}
