package cn.tongtu.engine.value;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What kind of thing a unit measures (量纲), as powers of bases: 元 is money, 平方米 is length squared,
 * 吨公里 is mass times length. Each classifier (个 座 条 …) is a base of its own: two 座 and three 条 do
 * not make five of anything.
 */
public record Dimension(Map<String, Integer> powers) {
  public static final Dimension NONE = new Dimension(Map.of());

  public Dimension {
    var kept = new TreeMap<String, Integer>();
    powers.forEach((base, power) -> {
      if (power != 0) {
        kept.put(base, power);
      }
    });
    powers = java.util.Collections.unmodifiableSortedMap(kept);
  }

  public static Dimension of(String base) {
    return new Dimension(Map.of(base, 1));
  }

  public Dimension times(Dimension other) {
    return combine(other, 1);
  }

  public Dimension dividedBy(Dimension other) {
    return combine(other, -1);
  }

  private Dimension combine(Dimension other, int sign) {
    var sum = new TreeMap<>(powers);
    other.powers.forEach((base, power) -> sum.merge(base, sign * power, Integer::sum));
    return new Dimension(sum);
  }

  @Override
  public String toString() {
    return powers.isEmpty()
        ? "1"
        : powers.entrySet().stream()
            .map(power -> power.getKey() + (power.getValue() == 1 ? "" : "^" + power.getValue()))
            .collect(Collectors.joining("·"));
  }
}
