package cn.tongtu.register.view;

import cn.tongtu.shared.Label;
import cn.tongtu.shared.Lamp;
import java.util.List;
import java.util.Optional;

/**
 * A register's definition as people read it (台账工坊).
 *
 * @param file where it is written
 * @param feeds the figures that its postings feed
 * @param edits whether the reader may try another text
 */
public record StudioPage(
    String id,
    Label label,
    String file,
    Optional<Diagram> diagram,
    List<Field> fields,
    List<Posting> posts,
    List<Link> feeds,
    List<Link> tabs,
    List<Version> versions,
    boolean edits) {
  /** Something with an address. */
  public record Link(Label label, String href) {}

  /**
   * A field.
   *
   * @param notes required, unique, computed and the like
   */
  public record Field(String id, Label label, Label type, List<Label> notes) {}

  /** What a record moves in the ledger. */
  public record Posting(Label measure, String unit, Label on, String quantity, String by) {}

  /** A published version, with what differs from the one before. */
  public record Version(
      int number,
      String when,
      String who,
      String note,
      List<Label> changes,
      List<List<Line>> diff) {}

  /**
   * A line of either text.
   *
   * @param css gone, new or same
   */
  public record Line(String css, String sign, int number, String text) {}

  /**
   * The states as columns and the moves as arrows between them, in pixels (流转图).
   *
   * @param bottom where the columns end
   */
  public record Diagram(int width, int height, int bottom, List<State> states, List<Move> moves) {}

  /** A state: the middle of its column, its box, and its lamp. */
  public record State(String id, Label label, Lamp lamp, int x, boolean first, boolean last) {}

  /**
   * A move: a row with a dot in each state from which it is made, and an arrow to where it leads.
   *
   * @param begin the farthest dot
   * @param loop whether it leads back to where it was made
   * @param notes who may, what must hold, what must be filled
   */
  public record Move(
      Label label,
      int y,
      List<Integer> dots,
      int begin,
      int end,
      int middle,
      boolean back,
      boolean loop,
      List<Label> notes) {}

  /**
   * A text that is tried (试读): what is wrong with it, or what it would change.
   *
   * @param verdict in a sentence
   */
  public record Trial(
      StudioPage page,
      String text,
      Optional<Label> verdict,
      boolean good,
      List<Problem> problems,
      List<Label> plan,
      List<List<Line>> diff,
      Optional<Diagram> diagram,
      List<Field> fields,
      List<Input> inputs) {}

  /** What is wrong, and in which line. */
  public record Problem(String place, int line, String text) {}
}
