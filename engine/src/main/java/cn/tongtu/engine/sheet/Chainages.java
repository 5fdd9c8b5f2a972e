package cn.tongtu.engine.sheet;

import cn.tongtu.engine.geo.Chainage;
import cn.tongtu.engine.sheet.CellProblem.Kind;
import cn.tongtu.engine.text.UnitWord;
import cn.tongtu.engine.value.Quantity;
import cn.tongtu.engine.value.Rounding;
import cn.tongtu.engine.value.Unit;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Cells that say how far along a road one is: K12+345, 12.345. */
final class Chainages {
  private static final Pattern CHAINAGE =
      Pattern.compile("[Kk]?\\s*(\\d{1,5})\\s*\\+\\s*(\\d{1,3}(?:\\.\\d{1,9})?)\\s*(m|米)?");
  private static final Pattern WHOLE = Pattern.compile("[Kk]\\s*(\\d{1,5})");
  private static final Pattern OTHER_LINE = Pattern.compile("[A-Za-z]{1,3}K\\s*\\d+\\+.*");
  private static final Unit METRE = Unit.of("米");
  private static final Unit KILOMETRE = Unit.of("公里");
  private static final BigDecimal LONGEST = BigDecimal.valueOf(99_999_999);

  private Chainages() {}

  static CellValue at(CellReader reader, SheetCell cell, Numbers.Units units) {
    var text = Texts.narrow(cell.text());
    var found = CHAINAGE.matcher(text);
    if (found.matches()) {
      var metres =
          new BigDecimal(found.group(1)).movePointRight(3).add(new BigDecimal(found.group(2)));
      return at(reader, cell, metres);
    }
    var whole = WHOLE.matcher(text);
    if (whole.matches()) {
      return at(reader, cell, new BigDecimal(whole.group(1)).movePointRight(3));
    }
    if (OTHER_LINE.matcher(text).matches()) {
      return reader.wrong(
          cell,
          Kind.NOT_A_CHAINAGE,
          null,
          "是匝道或分幅桩号，本列只认主线桩号，如 K12+345",
          "is of a ramp or one carriageway; only the main line's are taken, as K12+345");
    }
    return NumberText.of(cell) instanceof NumberText.Number(var amount, var words)
        ? ofNumber(reader, cell, amount, words, units)
        : none(reader, cell);
  }

  private static CellValue ofNumber(
      CellReader reader, SheetCell cell, BigDecimal amount, String words, Numbers.Units units) {
    var unit = words.isEmpty() ? units.of(KILOMETRE) : UnitWord.find(words).orElse(Unit.ONE);
    return unit.addsTo(METRE)
        ? at(reader, cell, new Quantity(amount, unit).in(METRE).exactDecimal())
        : none(reader, cell);
  }

  private static CellValue at(CellReader reader, SheetCell cell, BigDecimal metres) {
    if (metres.signum() < 0 || metres.compareTo(LONGEST) > 0) {
      return none(reader, cell);
    }
    if (metres.stripTrailingZeros().scale() > 0) {
      var rounded = new Chainage(Rounding.HALF_UP.apply(metres, 0).intValueExact());
      return reader.wrong(
          cell, Kind.TOO_FINE, rounded.toString(), "比整米更细，桩号记到米", "is finer than a metre");
    }
    return new CellValue.At(new Chainage(metres.intValueExact()));
  }

  private static CellValue none(CellReader reader, SheetCell cell) {
    return reader.wrong(
        cell,
        Kind.NOT_A_CHAINAGE,
        null,
        "不是桩号，请写作 K12+345 的样子",
        "is not a chainage; write it as K12+345");
  }
}
