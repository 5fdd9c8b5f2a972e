package cn.tongtu.engine.value;

/** Two units that measure different things were to be added or converted (单位不可相加). */
public final class UnitMismatch extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  public UnitMismatch(Unit one, Unit other) {
    super(
        "“%s”与“%s”不是同类单位，不能相加或换算 %s (%s) and %s (%s) do not add"
            .formatted(one, other, one, one.dimension(), other, other.dimension()));
  }
}
