package cn.tongtu.register;

import cn.tongtu.engine.sheet.CellValue;
import cn.tongtu.engine.sheet.TableRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A row of a file that was handed in (导入行), as it was understood.
 *
 * @param row as Excel counts it
 * @param id which record it says it is, as {@code rectification/12}; empty where it does not say
 * @param revision of the record when it was written out; empty where it does not say
 * @param fields what it says, as it would be typed into the form; an empty text takes away what
 *     there is
 */
public record Sent(
    int row,
    boolean hidden,
    String id,
    String revision,
    String number,
    String state,
    String org,
    Map<String, String> fields,
    List<Problem> problems) {

  /**
   * What is wrong in a row (问题).
   *
   * @param place 整改!C7; empty where whoever read the file has yet to say
   * @param cause what has the same cause is mended at once
   */
  public record Problem(String field, String place, String cause, String chinese, String english) {
    /** Of a field, wherever it stands. */
    static Problem of(String field, String chinese, String english) {
      return new Problem(field, "", field + " " + chinese, chinese, english);
    }

    /** The same, named by where it stands. */
    public Problem at(String found) {
      return place.isEmpty()
          ? new Problem(field, found, cause, found + " " + chinese, found + " " + english)
          : this;
    }
  }

  /** A row whose cells were understood. */
  public static Sent of(Register register, TableRow row) {
    var fields = new LinkedHashMap<String, String>();
    var problems = new ArrayList<Problem>();
    row.values()
        .forEach((field, value) -> {
          if (value instanceof CellValue.Wrong(var problem)) {
            problems.add(
                new Problem(
                    field,
                    problem.place(),
                    field + " " + problem.kind() + " " + problem.said(),
                    problem.chinese(),
                    problem.english()));
          } else if (register.fields().containsKey(field) && !register.given(field)) {
            SheetFields.typed(value).forEach(text -> fields.put(field, text));
          }
        });
    return new Sent(
        row.row().number(),
        row.row().hidden(),
        said(row, SheetFields.ID),
        said(row, SheetFields.REVISION),
        said(row, SheetFields.NUMBER),
        said(row, SheetFields.STATE),
        said(row, SheetFields.ORG),
        fields,
        problems);
  }

  /** What puts a record back to what it held (恢复行). */
  public static Sent back(
      Register register, int row, long record, int revision, Map<String, String> before) {
    return new Sent(
        row,
        false,
        register.id() + "/" + record,
        String.valueOf(revision),
        "",
        "",
        "",
        before,
        List.of());
  }

  private static String said(TableRow row, String field) {
    return SheetFields.typed(row.value(field)).findFirst().orElse("").strip();
  }
}
