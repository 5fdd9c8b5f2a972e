package cn.tongtu.engine.text;

import cn.tongtu.engine.text.Numeral.Script;
import cn.tongtu.engine.text.TextFigure.Kind;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells 三年 that lasts from 三年 that names: X年期 is a duration, 近三年 a period, 三年行动 a plan. */
final class Years {
  private static final List<String> PERIOD_BEFORE =
      List.of("近", "过去", "未来", "前", "后", "今后", "往", "头", "每", "上", "去", "第", "逐", "这", "个");
  private static final List<String> NOT_AFTER =
      List.of(
          "来", "间", "级", "一贯", "义务", "度", "代", "月", "底", "末", "初", "中", "前", "制", "一", "以来", "的");
  private static final List<String> PLANS =
      List.of("行动", "规划", "计划", "攻坚", "方案", "倍增", "会战", "提升", "提质", "滚动", "大变样");
  private static final List<String> LASTS_AFTER = List.of("期", "以上", "以内", "内", "之内", "左右", "之久");
  private static final List<String> LASTS_BEFORE =
      List.of("连续", "历时", "为期", "长达", "达", "满", "超过", "不少于", "延长", "工期", "期限", "年限", "期为", "限为");

  private Years() {}

  /** Whether the number from..nian, before the letter 年 at nian, counts years. */
  static boolean last(Letters text, Numeral number, int from, int nian) {
    int before = text.backSpaces(from);
    int after = nian + 1;
    if (text.anyEndsAt(before, PERIOD_BEFORE) || isPlan(text, after)) {
      return false;
    }
    if (text.hasAny(after, LASTS_AFTER) || text.anyEndsAt(before, LASTS_BEFORE)) {
      return true;
    }
    if (text.at(after) == '半' && text.at(after + 1) != '数') {
      return true;
    }
    if (text.hasAny(after, NOT_AFTER)
        || number.script() == Script.MASK
        || isRound(text, from, nian)) {
      return false;
    }
    var value = number.value();
    return value != null
        && value.intValue() > 1
        && (number.script() == Script.HANZI || value.intValue() < 15);
  }

  /** 十年 and 百年 are as often said as counted. */
  private static boolean isRound(Letters text, int from, int nian) {
    return nian == from + 1 && "十百千".indexOf(text.at(from)) >= 0;
  }

  static @Nullable Quantity read(Letters text, int from, Numeral number, int nian) {
    if (!last(text, number, from, nian)) {
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

  private static boolean isPlan(Letters text, int i) {
    var ahead = text.slice(i, i + 8);
    int stop = indexOfStop(ahead);
    return PLANS.stream().anyMatch(ahead.substring(0, stop)::contains);
  }

  private static int indexOfStop(String ahead) {
    for (int i = 0; i < ahead.length(); i++) {
      if ("，。；、）\n".indexOf(ahead.charAt(i)) >= 0) {
        return i;
      }
    }
    return ahead.length();
  }
}
