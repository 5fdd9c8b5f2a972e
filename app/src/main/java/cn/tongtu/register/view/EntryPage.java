package cn.tongtu.register.view;

import cn.tongtu.map.MapView;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.view.FileLink;
import cn.tongtu.shared.view.Typed;
import java.util.List;
import java.util.Optional;

/**
 * A record of a register (台账记录): what it says, where it stands, what may be done with it and what
 * was done.
 *
 * @param moves what the reader may do now
 * @param waits whom it waits for, where it does not wait for the reader
 * @param asked the move whose form is open
 * @param pointing what refers to it
 * @param map where it lies
 * @param talks whether the reader may comment
 * @param typed what was typed as a comment and not taken
 * @param times the time limits that run
 * @param ledger where its postings are listed
 * @param tabs pages beside it, offered by other modules
 */
public record EntryPage(
    Head head,
    List<Line> lines,
    List<Move> moves,
    Optional<Label> waits,
    Optional<MoveForm> asked,
    List<Time> times,
    List<Done> done,
    boolean edits,
    List<Pointing> pointing,
    Optional<MapView> map,
    List<Comment> comments,
    boolean talks,
    Typed typed,
    String ledger,
    List<RegisterPage.Tab> tabs) {
  public static final String COMMENT = "comment";

  /** Which record it is. */
  public record Head(
      long id,
      String register,
      Label registerLabel,
      String title,
      String number,
      String org,
      Optional<RegisterPage.Standing> standing,
      int revision,
      int rounds,
      String source,
      String note,
      boolean invented) {
    public String href() {
      return "/registers/" + register + "/" + id;
    }
  }

  /**
   * A field with what it says.
   *
   * @param reveal where what it conceals is asked for; empty where it conceals nothing
   */
  public record Line(
      Label label, String value, String href, boolean wide, List<FileLink> files, String reveal) {}

  /** What a sensitive field holds, for whoever may read it. */
  public record Revealed(Head head, Label label, String value) {}

  /** What somebody said of a record (评论). */
  public record Comment(String when, String datetime, String who, String text) {}

  /**
   * Records of a register that refer to this one by a field.
   *
   * @param all where all of them are listed; empty where these are all
   */
  public record Pointing(Label register, Label field, List<Link> records, String all) {}

  /** A record by what it is called. */
  public record Link(String title, String href) {}

  /**
   * Something that may be done.
   *
   * @param asks whether it has a form
   */
  public record Move(String id, Label label, boolean asks, boolean back) {}

  /**
   * The form of a move.
   *
   * @param path where it is sent, below the record
   */
  public record MoveForm(
      String id,
      String path,
      Label label,
      String state,
      List<Input> inputs,
      boolean asksWhy,
      boolean needsWhy,
      boolean closed,
      Typed typed) {
    /** Whether files may come with it. */
    public boolean uploads() {
      return inputs.stream().anyMatch(input -> input.files().isPresent());
    }
  }

  /**
   * How a time limit of the record runs.
   *
   * @param by how much more time may be given
   * @param provisional whether its day may still move
   * @param extension where more time is given, when the reader may do that
   */
  public record Time(
      Label label,
      String due,
      RegisterPage.Standing standing,
      List<Label> reasons,
      Optional<String> extension,
      Label by,
      boolean provisional) {}

  /** Something that was done: when, by whom, why, and what it changed. */
  public record Done(
      String when, String datetime, Label what, String who, String why, List<Changed> changes) {}

  /** A field that was changed. */
  public record Changed(Label label, String before, String after) {}
}
