package cn.tongtu.register.view;

import cn.tongtu.shared.Label;
import java.util.List;

/**
 * The declared registers by module of business (台账目录).
 *
 * @param q what was looked for in their names and fields
 * @param all how many there are
 */
public record RegistersPage(String q, int all, List<Group> groups) {
  /** A module of business with its registers. */
  public record Group(Label label, List<Row> rows) {}

  /**
   * A register with how many records it holds.
   *
   * @param going how many have not come to their end
   */
  public record Row(String id, Label label, long records, long going) {}

  public int found() {
    return groups.stream().mapToInt(group -> group.rows().size()).sum();
  }

  public long records() {
    return groups.stream().flatMap(group -> group.rows().stream()).mapToLong(Row::records).sum();
  }
}
