package cn.tongtu.engine.text;

import cn.tongtu.engine.text.Figure.Approx;
import cn.tongtu.engine.text.Figure.Kind;
import cn.tongtu.engine.text.Numeral.Script;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a number with its unit. */
final class QuantityReader {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final List<String> PEOPLE_OR_LOADS =
      List.of("客流", "人口", "车流", "运量", "运输量", "吞吐量", "周转量", "人次", "流量", "用户", "粉丝", "点击", "浏览");
  private static final List<String> MONEY =
      List.of(
          "投资", "资金", "产值", "收入", "预算", "概算", "补助", "税", "贷", "债", "款", "费", "造价", "金额", "成本", "元",
          "额", "资产", "利润", "营收");

  private QuantityReader() {}

  static @Nullable Quantity read(Letters text, int i) {
    if ((Letters.isLatin(text.at(i - 1)) && !endsLongWord(text, i)) || text.at(i - 1) == '第') {
      return null;
    }
    var share = readShare(text, i);
    if (share != null) {
      return Bounds.apply(text, share);
    }
    var number = isSome(text, i) ? null : number(text, i);
    if (number == null) {
      return readHalf(text, i);
    }
    var range = readRange(text, i, number);
    var quantity = range != null ? range : readUnit(text, i, number);
    return quantity == null ? null : Bounds.apply(text, signed(text, quantity));
  }

  /** 增长-9.7%: after a word the dash is a minus, after a number it is a range. */
  private static Quantity signed(Letters text, Quantity quantity) {
    int dash = quantity.from() - 1;
    boolean minus = text.at(dash) == '-' && Letters.isHan(text.at(dash - 1));
    return minus && quantity.kind() == Kind.RATE && quantity.value() != null
        ? quantity.negativeFrom(dash)
        : quantity;
  }

  /** 数十, 几百: no number is stated. */
  private static boolean isSome(Letters text, int i) {
    boolean some = text.at(i - 1) == '数' || text.at(i - 1) == '几';
    return some && "十百千".indexOf(text.at(i)) >= 0 && !HanziNumerals.isPart(text.at(i + 1));
  }

  /** ETC 5条: a word of three letters and more is no part of a code. */
  private static boolean endsLongWord(Letters text, int i) {
    return Letters.isLatin(text.at(i - 2)) && Letters.isLatin(text.at(i - 3));
  }

  private static @Nullable Numeral number(Letters text, int i) {
    return HanziNumerals.starts(text.at(i)) || HanziNumerals.startsRound(text, i)
        ? HanziNumerals.read(text, i)
        : DigitNumerals.read(text, i);
  }

  private static @Nullable Quantity readUnit(Letters text, int from, Numeral bare) {
    var number = Scales.extend(text, bare);
    int at = Scales.skipBreak(text, number.end());
    if (text.at(at) == '年') {
      return readYears(text, from, number, at);
    }
    var match = Units.at(text, at);
    if (match == null) {
      return readBareScale(text, from, bare, number);
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

  private static @Nullable Quantity readYears(Letters text, int from, Numeral number, int nian) {
    if (!Years.last(text, number, from, nian)) {
      return null;
    }
    boolean half = text.at(nian + 1) == '半';
    var value = number.value();
    if (value != null && half) {
      value = value.add(new BigDecimal("0.5"));
    }
    int end = nian + (half || text.at(nian + 1) == '期' ? 2 : 1);
    return new Quantity(
        from, end, value, number.step(), value == null, number.approx(), "年", Kind.DURATION, null);
  }

  /** 22亿: the unit is understood, and it is yuan where money is spoken of. */
  private static @Nullable Quantity readBareScale(
      Letters text, int from, Numeral bare, Numeral number) {
    char scale = text.at(number.end() - 1);
    boolean scaled = number.end() > bare.end() && (scale == '亿' || scale == '万' || scale == '余');
    var words = text.slice(bare.end(), number.end());
    if (!scaled
        || (words.indexOf('亿') < 0 && words.indexOf('万') < 0)
        || !isStop(text, number.end())) {
      return null;
    }
    var nearby = text.slice(from - 40, from);
    boolean loads = PEOPLE_OR_LOADS.stream().anyMatch(text.slice(from - 12, from)::contains);
    boolean money =
        !loads && (words.indexOf('亿') >= 0 || MONEY.stream().anyMatch(nearby::contains));
    return new Quantity(
        from,
        number.end(),
        number.value(),
        number.step(),
        number.value() == null,
        number.approx(),
        money ? "元" : "",
        money ? Kind.AMOUNT : Kind.OTHER,
        null);
  }

  private static boolean isStop(Letters text, int i) {
    return (!Letters.isHan(text.at(i)) && !Letters.isLatin(text.at(i)))
        || "的左以".indexOf(text.at(i)) >= 0;
  }

  /** 3-5个, 10%至15%: one statement, worth its lower bound. */
  private static @Nullable Quantity readRange(Letters text, int from, Numeral low) {
    int dash = text.skipSpaces(low.end());
    boolean percent = text.at(dash) == '%';
    int to = percent ? text.skipSpaces(dash + 1) : dash;
    if (text.at(to) != '-' && text.at(to) != '至') {
      return null;
    }
    int next = text.skipSpaces(to + 1);
    var high = number(text, next);
    if (high == null || text.at(text.backSpaces(from) - 1) == '从') {
      return null;
    }
    var upper = readUnit(text, next, high);
    if (upper == null || (percent != upper.unit().equals("%") && percent)) {
      return null;
    }
    var factor = factor(high, upper);
    var value = low.value() == null || upper.value() == null ? null : low.value().multiply(factor);
    return new Quantity(
        from,
        upper.to(),
        value,
        upper.step(),
        value == null,
        Approx.AT_LEAST,
        upper.unit(),
        upper.kind(),
        null);
  }

  private static BigDecimal factor(Numeral bare, Quantity scaled) {
    var number = bare.value();
    var value = scaled.value();
    return number == null || value == null || number.signum() == 0
        ? BigDecimal.ONE
        : value.divide(number, MathContext.DECIMAL64);
  }

  /** 百分之五, 三分之二 and 四成以上 stand for percentages. */
  private static @Nullable Quantity readShare(Letters text, int i) {
    boolean hundred = text.has(i, "百分之");
    var whole =
        hundred ? null : HanziNumerals.starts(text.at(i)) ? HanziNumerals.read(text, i) : null;
    int after =
        hundred ? i + 3 : whole == null || !text.has(whole.end(), "分之") ? -1 : whole.end() + 2;
    if (hundred && text.at(after) == '百') {
      return new Quantity(i, after + 1, HUNDRED, BigDecimal.ONE, false, null, "%", Kind.RATE, null);
    }
    var part = after < 0 ? null : number(text, after);
    if (part == null) {
      return null;
    }
    var value = part.value();
    if (value != null && whole != null && whole.value() != null) {
      value = value.multiply(HUNDRED).divide(whole.value(), new MathContext(12));
    }
    return new Quantity(
        i, part.end(), value, part.step(), value == null, part.approx(), "%", Kind.RATE, null);
  }

  private static @Nullable Quantity readHalf(Letters text, int i) {
    boolean half = text.at(i) == '半' && "上下大后前".indexOf(text.at(i - 1)) < 0;
    if (!half) {
      return null;
    }
    var match = Units.at(text, i + 1);
    boolean year = text.at(i + 1) == '年' && (text.at(i + 2) == '内' || text.has(i + 2, "以"));
    boolean duration = match != null && match.unit().kind() == Kind.DURATION && !text.has(i, "半天");
    if (!year && !duration) {
      return null;
    }
    int end = year || match == null ? i + 2 : match.end();
    var name = year || match == null ? "年" : match.unit().name();
    var value = new BigDecimal("0.5");
    return Bounds.apply(
        text, new Quantity(i, end, value, value, false, null, name, Kind.DURATION, null));
  }
}
