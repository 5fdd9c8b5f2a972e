package cn.tongtu.register.view;

import cn.tongtu.shared.Label;
import java.util.List;

/** The declared registers with how many records each holds (台账目录). */
public record RegistersPage(List<Row> rows, long records) {
  /** A register. */
  public record Row(String id, Label label, long records) {}
}
