package cn.tongtu.shared;

import java.util.Map;
import java.util.Optional;

/**
 * Work that takes longer than anybody waits for a page (后台任务): a check, an import, a rebuild. A
 * module that has some offers each kind as a bean; it is run aside, with progress and cancel, and
 * outlives the page that asked for it.
 *
 * <p>Run once more from the start it must come to the same: when the server is stopped, what was
 * running is given back and begins anew.
 */
public interface LongWork {
  /** Its name in the database, like {@code ledger.audit}. */
  String kind();

  Label name();

  /** What it does, what one gets, and whom it hinders meanwhile: read before it is started. */
  Label says();

  /** The action that whoever starts it needs; who may start a kind also sees what came of it. */
  String action();

  /** Over whose records the permission is asked; empty for everybody's. */
  default String org(Map<String, String> parameters) {
    return "";
  }

  /** How many of this kind may run at once, over all servers. */
  default int atOnce() {
    return 1;
  }

  /** Whether it is started from the list of kinds, without parameters. */
  default boolean offered() {
    return true;
  }

  /**
   * @throws Cancelled when it found that nobody wants it any more
   * @throws Refusal when a rule says no; told as it is
   */
  Result run(Run run);

  /** What the work is told and tells while it runs (任务执行). */
  interface Run {
    Actor.Staff actor();

    Map<String, String> parameters();

    /** How much there is to do, once that is known; without it no time left is shown. */
    void total(long total);

    /**
     * How much is done by now; cheap, so it may be called for every row.
     *
     * @throws Cancelled when nobody wants the rest
     */
    void done(long done);

    /** What it is at. */
    void says(Label message);

    /** Something that a person must look at: the whole list is kept and can be downloaded. */
    void finding(Label finding);

    /**
     * @throws Cancelled when nobody wants the rest
     */
    void check();

    /** What breaks off a wait that looks at nothing, such as for one long statement. */
    Registration whenCancelled(Runnable breakOff);
  }

  /** Until it is closed. */
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  /** What came of it (任务结果), in a sentence, and the file it made. */
  record Result(Label told, Optional<ResultFile> file) {
    public static Result of(String chinese, String english) {
      return new Result(new Label(chinese, english), Optional.empty());
    }
  }

  /** A file that the work made (结果文件). */
  final class ResultFile {
    private final String name;
    private final String type;
    private final byte[] content;

    public ResultFile(String name, String type, byte[] content) {
      this.name = name;
      this.type = type;
      this.content = content.clone();
    }

    public String name() {
      return name;
    }

    public String type() {
      return type;
    }

    public byte[] content() {
      return content.clone();
    }
  }

  /** Somebody asked to stop it (已取消), or it is no longer ours to do. */
  final class Cancelled extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Cancelled() {
      super("cancelled");
    }
  }
}
