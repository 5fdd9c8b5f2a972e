package cn.tongtu.road;

import cn.tongtu.engine.geo.Line;
import cn.tongtu.engine.geo.Position;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** A road as it enters the network (路线录入), with its sections and structures in their order. */
public record Draft(
    String code,
    String name,
    Route.Level level,
    String org,
    LocalDate openedOn,
    String source,
    boolean invented,
    List<Section> sections,
    List<Structure> structures) {
  public Draft {
    sections = List.copyOf(sections);
    structures = List.copyOf(structures);
  }

  /** A stretch between two chainages in metres, in a town whose organisation's code is given. */
  public record Section(
      String town,
      int from,
      int to,
      Route.Grade grade,
      String surface,
      BigDecimal width,
      int lanes,
      Line line) {}

  /** A bridge or tunnel by the chainage of its middle. */
  public record Structure(Kind kind, String name, int at, int metres, Position point) {
    /** 桥梁 or 隧道. */
    public enum Kind {
      BRIDGE,
      TUNNEL
    }
  }
}
