package cn.tongtu.engine.sheet;

import cn.tongtu.engine.sheet.CellProblem.Kind;
import cn.tongtu.engine.sheet.SheetCell.Content;
import cn.tongtu.engine.sheet.SheetCell.Format.Shape;
import cn.tongtu.engine.text.UnitWord;
import cn.tongtu.engine.value.Money;
import cn.tongtu.engine.value.Quantity;
import cn.tongtu.engine.value.Ratio;
import cn.tongtu.engine.value.Rounding;
import cn.tongtu.engine.value.Unit;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Cells that count or measure something. */
final class Numbers {
  private static final int CENTS = 2;

  private Numbers() {}

  /** Units that stand outside of the cell: in its heading, and above the table. */
  record Units(Optional<Unit> heading, List<Unit> table) {
    /** What a bare number counts in, where the column is about this unit. */
    Unit of(Unit field) {
      return heading
          .filter(unit -> !field.equals(Unit.ONE))
          .or(() -> table.stream().filter(unit -> unit.addsTo(field)).findFirst())
          .orElse(field);
    }
  }

  static CellValue whole(CellReader reader, SheetCell cell, Unit unit, Units units) {
    return measured(
        reader,
        cell,
        unit,
        units,
        amount ->
            amount.stripTrailingZeros().scale() <= 0
                ? new CellValue.Amount(amount.setScale(0))
                : reader.wrong(cell, Kind.NOT_WHOLE, null, "不是整数", "is not a whole number"));
  }

  static CellValue decimal(
      CellReader reader, SheetCell cell, Unit unit, int decimals, Units units) {
    return measured(
        reader,
        cell,
        unit,
        units,
        amount ->
            isFine(amount, decimals)
                ? tooFine(reader, cell, amount, decimals, unit)
                : new CellValue.Amount(plain(amount)));
  }

  static CellValue sum(CellReader reader, SheetCell cell, Unit assumed, Units units) {
    return measured(
        reader,
        cell,
        assumed,
        units,
        amount -> {
          var yuan = new Quantity(amount, assumed).in(Unit.YUAN).exactDecimal();
          return isFine(yuan, CENTS)
              ? tooFine(reader, cell, yuan, CENTS, Unit.YUAN)
              : new CellValue.Sum(new Money(yuan));
        });
  }

  static CellValue percent(CellReader reader, SheetCell cell, int decimals, Units units) {
    if (cell.content() instanceof Content.Number number
        && number.format().shape() == Shape.PERCENT) {
      return percent(reader, cell, SheetCell.amount(number).movePointRight(2), decimals);
    }
    var read = NumberText.of(cell);
    if (!(read instanceof NumberText.Number(var amount, var words))) {
      return refused(reader, cell, (NumberText.Refused) read);
    }
    boolean said = words.equals("%") || units.heading().filter(Unit.PERCENT::equals).isPresent();
    if (!words.isEmpty() && !words.equals("%")) {
      return wrongUnit(reader, cell, words, Unit.PERCENT);
    }
    boolean unclear = !said && amount.signum() != 0 && amount.abs().compareTo(BigDecimal.ONE) <= 0;
    return unclear
        ? reader.wrong(
            cell,
            Kind.UNCLEAR_PERCENT,
            null,
            "分不清是百分数还是小数，请写明，如 " + plain(amount.movePointRight(2)) + "%",
            "may be a percentage or a fraction; write it with its sign, as "
                + plain(amount.movePointRight(2))
                + "%")
        : percent(reader, cell, amount, decimals);
  }

  private static CellValue percent(
      CellReader reader, SheetCell cell, BigDecimal amount, int decimals) {
    return isFine(amount, decimals)
        ? tooFine(reader, cell, amount, decimals, Unit.PERCENT)
        : new CellValue.Amount(plain(amount));
  }

  /** The cell's number in the field's unit, handed on; or why there is none. */
  private static CellValue measured(
      CellReader reader,
      SheetCell cell,
      Unit field,
      Units units,
      Function<BigDecimal, CellValue> then) {
    return switch (NumberText.of(cell)) {
      case NumberText.Refused refused -> refused(reader, cell, refused);
      case NumberText.Number(var amount, var words) -> {
        var unit = unit(words, units.of(field));
        if (unit.isEmpty() || !unit.get().addsTo(field)) {
          yield wrongUnit(reader, cell, words.isEmpty() ? units.of(field).symbol() : words, field);
        }
        if (unit.get().equals(field)) {
          yield then.apply(amount);
        }
        var ratio = new Quantity(amount, unit.get()).in(field);
        // 1 亩 has no end in 平方米.
        yield then.apply(
            ratio.isExactDecimal() ? ratio.exactDecimal() : Rounding.HALF_UP.apply(ratio, 12));
      }
    };
  }

  /** 3.5万 is 3.5万元 where 元 or 万元 are meant. */
  private static Optional<Unit> unit(String words, Unit bare) {
    if (words.isEmpty()) {
      return Optional.of(bare);
    }
    if (words.equals("万") || words.equals("亿")) {
      var base = bare.symbol().replaceFirst("^[万亿]", "");
      return base.isEmpty()
          ? Optional.of(new Unit(words, bare.dimension(), scale(words)))
          : Unit.find(words + base);
    }
    return UnitWord.find(words);
  }

  private static Ratio scale(String word) {
    return Ratio.of(word.equals("万") ? 10_000 : 100_000_000);
  }

  private static boolean isFine(BigDecimal amount, int decimals) {
    return amount.stripTrailingZeros().scale() > decimals;
  }

  private static BigDecimal plain(BigDecimal amount) {
    var stripped = amount.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  private static CellValue tooFine(
      CellReader reader, SheetCell cell, BigDecimal amount, int decimals, Unit unit) {
    var rounded = Rounding.HALF_UP.apply(amount, decimals).toPlainString() + unit;
    return reader.wrong(
        cell,
        Kind.TOO_FINE,
        rounded,
        "比本列保留的 " + decimals + " 位小数更细",
        "is finer than the " + decimals + " decimals that are kept");
  }

  private static CellValue wrongUnit(CellReader reader, SheetCell cell, String words, Unit field) {
    var wanted = field.symbol().isEmpty() ? "不带单位" : "以“" + field + "”计";
    return reader.wrong(
        cell,
        Kind.WRONG_UNIT,
        null,
        "的单位“" + words + "”不符，本列" + wanted,
        "has the unit “" + words + "”; the column is in “" + field + "”");
  }

  static CellValue refused(CellReader reader, SheetCell cell, NumberText.Refused refused) {
    return reader.wrong(
        cell, refused.kind(), refused.suggestion(), refused.chinese(), refused.english());
  }
}
