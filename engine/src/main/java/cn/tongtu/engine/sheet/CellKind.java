package cn.tongtu.engine.sheet;

import cn.tongtu.engine.value.Unit;
import java.util.List;

/** What a column holds (列类别), and so how its cells are read and written. */
public sealed interface CellKind {
  /** Text (文本). */
  record Text() implements CellKind {}

  /**
   * A code or number of something (编号、证件号、电话): text whose every digit counts. A numeric cell that
   * lost digits is refused.
   */
  record Code() implements CellKind {}

  /** A whole number (整数), of a unit where it has one: 个, 人; {@link Unit#ONE} otherwise. */
  record Whole(Unit unit) implements CellKind {}

  /**
   * A number with a unit (数量) and at most so many decimals; other units of the kind are converted.
   */
  record Decimal(Unit unit, int decimals) implements CellKind {}

  /**
   * A sum of money (金额), exact to the 分.
   *
   * @param assumed 元 or 万元: what is meant where neither cell nor heading says
   */
  record Sum(Unit assumed) implements CellKind {}

  /** A percentage (百分比): 12.5 is 12.5 %. */
  record Percent(int decimals) implements CellKind {}

  /** A day (日期). */
  record Day() implements CellKind {}

  /** A month (月份). */
  record Month() implements CellKind {}

  /** 是 or 否. */
  record YesNo() implements CellKind {}

  /** One of a closed list (选项). */
  record OneOf(List<Option> options) implements CellKind {
    public OneOf {
      options = List.copyOf(options);
    }
  }

  /** How far along a road (桩号). */
  record At() implements CellKind {}

  /** What can be chosen: the code that is kept, the label that is shown, other words for it. */
  record Option(String code, String label, List<String> aliases) {
    public Option {
      aliases = List.copyOf(aliases);
    }
  }
}
