package cn.tongtu.register.view;

import cn.tongtu.shared.Label;
import cn.tongtu.shared.Paging;
import java.util.List;

/** A register's records (台账). */
public record RegisterPage(
    String id,
    Label label,
    List<Column> columns,
    List<Row> rows,
    List<String> sums,
    Paging paging) {
  /** A field: its name, its unit where it has one, and whether numbers stand in it. */
  public record Column(Label label, String unit, boolean number) {}

  /** A record, a cell a column. */
  public record Row(String href, String org, List<String> cells, boolean invented) {}
}
