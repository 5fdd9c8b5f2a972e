package cn.tongtu.engine.sheet;

import cn.tongtu.engine.value.Unit;

/**
 * A column that is written (写出列).
 *
 * @param hidden for what only the way back in needs: a record's number and revision
 * @param summed whether its sum stands at the foot
 */
public record SheetColumn(String label, CellKind kind, boolean hidden, boolean summed) {
  public static SheetColumn of(String label, CellKind kind) {
    return new SheetColumn(label, kind, false, false);
  }

  public SheetColumn asHidden() {
    return new SheetColumn(label, kind, true, false);
  }

  public SheetColumn withSum() {
    return new SheetColumn(label, kind, hidden, true);
  }

  /** Label with unit, as it stands in the heading and is understood on the way back: 金额（万元）. */
  public String heading() {
    var unit =
        switch (kind) {
          case CellKind.Whole(var one) -> one;
          case CellKind.Decimal(var one, _) -> one;
          case CellKind.Sum(var one) -> one;
          case CellKind.Text _,
              CellKind.Code _,
              CellKind.Percent _,
              CellKind.Day _,
              CellKind.Month _,
              CellKind.YesNo _,
              CellKind.OneOf _,
              CellKind.At _ ->
              Unit.ONE;
        };
    return unit.equals(Unit.ONE) ? label : label + "（" + unit + "）";
  }
}
