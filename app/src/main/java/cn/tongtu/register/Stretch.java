package cn.tongtu.register;

import cn.tongtu.engine.geo.Chainage;
import cn.tongtu.engine.sheet.CellKind;
import cn.tongtu.engine.sheet.CellReader;
import cn.tongtu.engine.sheet.CellValue;
import cn.tongtu.engine.value.Unit;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.Words;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A stretch of a road (桩号段), between two chainages of a route; a place on it where both are one.
 *
 * @param route its code
 */
record Stretch(String route, Chainage from, Chainage to) {
  static final Unit METRE = Unit.of("米");

  private static final Pattern WRITTEN =
      Pattern.compile("([A-Za-z][0-9A-Za-z]{2,10})[\\s,:、]+(.+)");
  private static final Pattern BETWEEN = Pattern.compile("\\s*(?:[-~—–]+|至|到)\\s*");

  Stretch {
    Refusal.unless(
        from.compareTo(to) <= 0,
        "终点桩号 " + to + " 在起点桩号 " + from + " 之前，请对调",
        "it ends at " + to + ", before its beginning at " + from);
  }

  /**
   * As X012 K1+200–K3+400, or X012 K1+200 for one place.
   *
   * @throws Refusal when it is not written so
   */
  static Stretch read(String text) {
    var plain = Normalizer.normalize(text.strip(), Normalizer.Form.NFKC);
    var found = WRITTEN.matcher(plain);
    Refusal.unless(
        found.matches(),
        "“" + text + "”应为路线编号和起讫桩号，如 X012 K1+200–K3+400",
        "“" + text + "” should be a route's code and chainages, as X012 K1+200–K3+400");
    var ends = BETWEEN.split(found.group(2), -1);
    Refusal.unless(
        ends.length <= 2,
        "“" + text + "”的起讫桩号应为两个，如 K1+200–K3+400",
        "“" + text + "” should have two chainages, as K1+200–K3+400");
    return new Stretch(
        found.group(1).toUpperCase(Locale.ROOT),
        chainage(ends[0]),
        chainage(ends[ends.length - 1]));
  }

  private static Chainage chainage(String text) {
    var said =
        CellReader.typed(text, new CellKind.At(), Optional.empty(), LocalDate.now(Words.CHINA));
    return switch (said) {
      case CellValue.At(var chainage) -> chainage;
      case CellValue.Wrong(var problem) -> throw new Refusal(problem.chinese(), problem.english());
      default -> throw new Refusal("桩号没有写全，如 K1+200–K3+400", "a chainage is missing");
    };
  }

  /** In metres. */
  BigDecimal length() {
    return BigDecimal.valueOf(to.metres() - from.metres());
  }

  @Override
  public String toString() {
    return route + " " + (from.equals(to) ? from.toString() : from + "–" + to);
  }
}
