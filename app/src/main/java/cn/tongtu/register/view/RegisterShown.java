package cn.tongtu.register.view;

import cn.tongtu.shared.Label;
import cn.tongtu.shared.Lamp;
import cn.tongtu.shared.view.Choice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a register's records are shown (视图): as a list, in groups, a column a state, in a month, or
 * on a map.
 *
 * @param as the way, as an address has it
 * @param ways the others with this one
 * @param kept what the filters send along unseen
 * @param groups by what they may be put together; only where they are
 * @param days by which days a calendar could have them; only where there is a choice
 * @param columns what a list may show
 * @param views those that one may choose
 */
public record RegisterShown(
    String as,
    List<Way> ways,
    Map<String, String> kept,
    List<Choice> groups,
    String group,
    List<Choice> days,
    String day,
    List<Column> columns,
    Views views,
    Optional<Groups> grouped,
    List<Lane> lanes,
    Optional<Month> month) {

  public boolean is(String way) {
    return as.equals(way);
  }

  /** A way of showing them. */
  public record Way(String as, String href, boolean chosen) {}

  /** A column that may be shown. */
  public record Column(String name, Label label, boolean shown) {}

  /**
   * The views of a register: declared, one's own, and shared ones.
   *
   * @param query with which this one is kept
   * @param orgs with whom one may share
   * @param own the chosen one where it is one's own
   * @param mark of the chosen one; empty for the plain list
   * @param usual whether the chosen one is what the reader sees first
   * @param named whether what is shown is one of them
   */
  public record Views(
      List<Named> list,
      String query,
      List<Choice> orgs,
      Optional<Own> own,
      String mark,
      boolean usual,
      boolean named) {}

  /**
   * A view.
   *
   * @param shared whether somebody else shares it
   */
  public record Named(Label label, String href, boolean chosen, boolean shared) {}

  /** One's own view. */
  public record Own(long id, String name, String org) {}

  /**
   * Records put together (分组).
   *
   * @param more whether there are more than are shown
   */
  public record Groups(Label by, List<Group> list, boolean more) {}

  /**
   * A group.
   *
   * @param sums a text a column
   * @param href where it is open, or shut again
   * @param all its records as a list, where not all are shown
   */
  public record Group(
      Label label,
      Optional<Lamp> lamp,
      long records,
      List<String> sums,
      String href,
      boolean open,
      List<RegisterPage.Row> rows,
      String all) {}

  /**
   * The records in a state (看板列).
   *
   * @param records how many, with a plus where nobody counted on
   * @param all all of them as a list
   */
  public record Lane(
      String id, Label label, Lamp lamp, String records, List<Ticket> tickets, String all) {}

  /** A record on a board (看板卡片). */
  public record Ticket(
      long id,
      String href,
      String title,
      String number,
      String org,
      Optional<RegisterPage.Standing> time,
      List<String> notes,
      List<Does> moves) {}

  /** What the reader may do with it, and where it goes by that. */
  public record Does(Label label, String to, String href) {}

  /**
   * A month (月历).
   *
   * @param more whether it has more records than are shown
   */
  public record Month(
      Label label, String before, String after, String now, List<Day> days, boolean more) {
    public boolean none() {
      return days.stream().allMatch(day -> day.items().isEmpty());
    }
  }

  /**
   * A day of it.
   *
   * @param column of the week, 1 for Monday
   * @param off whether nobody works
   * @param mark 休 or 班, where the week does not say it
   * @param more how many are not named
   */
  public record Day(
      int number,
      int column,
      String datetime,
      Label weekday,
      boolean off,
      @Nullable Label mark,
      boolean today,
      List<Item> items,
      int more,
      String href) {}

  /** A record on its day. */
  public record Item(String href, String title, Lamp lamp, Label standing) {}
}
