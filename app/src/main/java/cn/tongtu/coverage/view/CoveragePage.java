package cn.tongtu.coverage.view;

import cn.tongtu.shared.Label;
import java.util.List;
import java.util.Optional;

/** How much of an authority's business is run (覆盖情况), in all and module by module. */
public record CoveragePage(Count count, List<Area> modules) {

  /** Of so many items, so many are run and so many in part. */
  public record Count(int total, int run, int part) {}

  /** A module (业务模块) with its items. */
  public record Area(String id, Label label, Count count, List<Item> items) {}

  /**
   * A thing that an authority keeps (业务事项).
   *
   * @param tier A with flows and figures, B a list, C on the side
   */
  public record Item(String id, String tier, Label label, List<Runner> runs, List<Runner> part) {
    public boolean isRun() {
      return !runs.isEmpty();
    }

    public boolean isPart() {
      return runs.isEmpty() && !part.isEmpty();
    }
  }

  /**
   * A register or feature that runs an item, or part of one.
   *
   * @param lacks what is missing, of a part
   */
  public record Runner(String id, Label label, String page, Optional<Label> lacks) {}
}
