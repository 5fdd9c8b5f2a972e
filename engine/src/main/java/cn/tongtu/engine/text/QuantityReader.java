package cn.tongtu.engine.text;

import cn.tongtu.engine.text.Numeral.Script;
import cn.tongtu.engine.text.TextFigure.Kind;
import org.jspecify.annotations.Nullable;

/** Reads a number with its unit. */
final class QuantityReader {
  private QuantityReader() {}

  static @Nullable Quantity read(Letters text, int i) {
    if (NumeralReader.isInsideCode(text, i) || text.at(i - 1) == '第') {
      return null;
    }
    var quantity = readBare(text, i);
    return quantity == null ? null : Bounds.apply(text, signed(text, quantity));
  }

  private static @Nullable Quantity readBare(Letters text, int i) {
    var fraction = FractionReader.read(text, i);
    if (fraction != null) {
      return fraction;
    }
    var number = NumeralReader.read(text, i);
    if (number == null) {
      return null;
    }
    var range = RangeReader.read(text, i, number);
    return range != null ? range : withUnit(text, i, number);
  }

  /** 增长-9.7%: after a word the dash is a minus, after a number it is a range. */
  private static Quantity signed(Letters text, Quantity quantity) {
    int dash = quantity.from() - 1;
    boolean minus = text.at(dash) == '-' && Letters.isHan(text.at(dash - 1));
    return minus && quantity.kind() == Kind.RATE && quantity.value() != null
        ? quantity.negativeFrom(dash)
        : quantity;
  }

  static @Nullable Quantity withUnit(Letters text, int from, Numeral bare) {
    var number = Scales.extend(text, bare);
    int at = Scales.skipBreak(text, number.end());
    if (text.at(at) == '年') {
      return Years.read(text, from, number, at);
    }
    var match = Units.at(text, at);
    if (match == null) {
      return BareScales.read(text, from, bare, number);
    }
    if (Idioms.covers(text, number, from, match) || isName(text, from, number, match)) {
      return null;
    }
    return quantity(text, from, number, match);
  }

  /** XX项目 and XX企业 are names with the name taken out; 23项目 counts. */
  private static boolean isName(Letters text, int from, Numeral number, Units.Match match) {
    return number.script() == Script.MASK
        && (text.endsAt(match.end(), "项目")
            || text.endsAt(match.end(), "企业")
            || text.endsAt(match.end(), "党员")
            || text.endsAt(match.end(), "标段")
            || (text.endsAt(match.end(), "组") && "村社".indexOf(text.at(from - 1)) >= 0)
            || "大头口门眼包".indexOf(text.at(match.end() - 1)) >= 0);
  }

  private static Quantity quantity(Letters text, int from, Numeral number, Units.Match match) {
    var unit = match.unit();
    var value = number.value();
    if (value != null) {
      value = value.multiply(unit.factor()).add(unit.half());
    }
    int end = match.end();
    var name = unit.name();
    if (text.at(end) == '/') {
      var per = Units.at(text, end + 1);
      if (per != null) {
        name += "/" + per.unit().name();
        end = per.end();
      }
    }
    return new Quantity(
        from,
        end,
        value,
        number.step().multiply(unit.factor()),
        number.value() == null,
        number.approx(),
        name,
        unit.kind(),
        null);
  }
}
