package cn.tongtu.shared.view;

import cn.tongtu.shared.Address;
import org.jspecify.annotations.Nullable;

/**
 * By which column a table is sorted (排序), written in an address as {@code name} or {@code -name}
 * for downwards.
 *
 * @param base the list's address with its filters, without sort and page
 */
public record Sort(String column, boolean down, Address base) {
  public static Sort of(String asked, Address base) {
    var down = asked.startsWith("-");
    return new Sort(down ? asked.substring(1) : asked, down, base);
  }

  public boolean by(String other) {
    return column.equals(other);
  }

  /** The list sorted by that column; the other way round when it is already. */
  public String href(String other) {
    return base.with("sort", by(other) && !down ? "-" + other : other).text();
  }

  /** For {@code aria-sort}. */
  public @Nullable String state(String other) {
    return !by(other) ? null : down ? "descending" : "ascending";
  }
}
