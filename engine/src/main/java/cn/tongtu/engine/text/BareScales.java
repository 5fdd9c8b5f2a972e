package cn.tongtu.engine.text;

import cn.tongtu.engine.text.TextFigure.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads numbers whose unit is understood (省略单位). */
final class BareScales {
  private static final List<String> PEOPLE_OR_LOADS =
      List.of("客流", "人口", "车流", "运量", "运输量", "吞吐量", "周转量", "人次", "流量", "用户", "粉丝", "点击", "浏览");
  private static final List<String> MONEY =
      List.of(
          "投资", "资金", "产值", "收入", "预算", "概算", "补助", "税", "贷", "债", "款", "费", "造价", "金额", "成本", "元",
          "额", "资产", "利润", "营收");

  private BareScales() {}

  /** 22亿: the unit is understood, and it is yuan where money is spoken of. */
  static @Nullable Quantity read(Letters text, int from, Numeral bare, Numeral number) {
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
}
