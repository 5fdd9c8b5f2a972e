package cn.tongtu.engine.sheet;

import org.jspecify.annotations.Nullable;

/**
 * A file that cannot be read as a spreadsheet (文件无法读取): what is the matter, where, and how to mend
 * it, in Chinese and English. Nothing of such a file has been handed on.
 */
public final class UnreadableFile extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What is the matter with the file (原因). */
  public enum Reason {
    /** 加密: opens with a password only. */
    ENCRYPTED,
    /** 损坏: broken off, or not what its format says. */
    DAMAGED,
    /** 不是表格: a document, a picture, a page of the web. */
    OTHER_FORMAT,
    /** 过大: more than a table of the trade ever holds, or made to burst. */
    TOO_LARGE,
    /** 含外部实体: wants to fetch something from elsewhere. */
    EXTERNAL_ENTITY,
    /** 空: no cell has anything in it. */
    EMPTY
  }

  private final Reason reason;
  private final String chinese;
  private final String english;

  UnreadableFile(Reason reason, String chinese, String english) {
    super(chinese + System.lineSeparator() + english);
    this.reason = reason;
    this.chinese = chinese;
    this.english = english;
  }

  /**
   * @param where the part, sheet or cell; may be empty
   */
  static UnreadableFile damaged(
      String chinese, String english, String where, @Nullable Exception cause) {
    var unreadable =
        new UnreadableFile(
            Reason.DAMAGED,
            "文件已损坏（"
                + chinese
                + (where.isEmpty() ? "" : "：" + where)
                + "）。请用 Excel 或 WPS 打开，另存为新的 .xlsx 文件后再导入。",
            "The file is damaged ("
                + english
                + (where.isEmpty() ? "" : ": " + where)
                + "). Open it in Excel or WPS, save it as a new .xlsx file and try again.");
    if (cause != null) {
      unreadable.initCause(cause);
    }
    return unreadable;
  }

  static UnreadableFile damaged(String chinese, String english, String where) {
    return damaged(chinese, english, where, null);
  }

  static UnreadableFile tooLarge(String chinese, String english) {
    return new UnreadableFile(
        Reason.TOO_LARGE,
        "文件过大：" + chinese + "。请删去多余的行列和工作表，或拆成几个文件后再导入。",
        "The file is too large: "
            + english
            + ". Delete superfluous rows, columns and sheets, or split it, and try again.");
  }

  public Reason reason() {
    return reason;
  }

  public String chinese() {
    return chinese;
  }

  public String english() {
    return english;
  }
}
