package cn.tongtu.indicator;

import cn.tongtu.engine.formula.Formula;
import cn.tongtu.engine.formula.Type;
import cn.tongtu.engine.value.Unit;
import java.util.Optional;

/**
 * An indicator (指标) as declared: its formula and what it yields, its definition in words (口径), the
 * unit it is printed in and the most decimals it is printed with. {@code parts} is the dimension by
 * which a whole is taken apart to find what lags behind it.
 */
public record Indicator(
    String id,
    String label,
    String english,
    String definition,
    Formula formula,
    Type type,
    Unit unit,
    int decimals,
    Optional<String> parts) {}
