package cn.tongtu.engine.text;

import cn.tongtu.engine.value.Unit;
import java.math.BigDecimal;
import java.util.Optional;

/** A unit as people write it (单位写法): km, 千米 and 公里 are one. */
public final class UnitWord {
  private UnitWord() {}

  /** The unit that the whole word names, 万 and 亿 before it included; none where it names none. */
  public static Optional<Unit> find(String word) {
    var known = Unit.find(word).filter(unit -> !word.isEmpty());
    if (known.isPresent()) {
      return known;
    }
    // Compatibility forms fold ㎡ and m² to m2.
    var squared = word.replace("m2", "m²").replace("m3", "m³");
    boolean scaled = word.startsWith("万") || word.startsWith("亿");
    var scale = scaled ? word.substring(0, 1) : "";
    return Units.named(scaled ? squared.substring(1) : squared)
        .filter(unit -> unit.factor().compareTo(BigDecimal.ONE) == 0)
        .flatMap(unit -> Unit.find(scale + unit.name()));
  }
}
