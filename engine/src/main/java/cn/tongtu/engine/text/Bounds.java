package cn.tongtu.engine.text;

import cn.tongtu.engine.text.TextFigure.Approx;
import cn.tongtu.engine.text.TextFigure.Kind;
import java.util.LinkedHashMap;
import java.util.Map;

/** Words that make a figure a bound: 以上, 以内, 左右 after it; 超过, 近, 不足 before it. */
final class Bounds {
  private static final Map<String, Approx> AFTER = new LinkedHashMap<>();
  private static final Map<String, Approx> BEFORE = new LinkedHashMap<>();

  static {
    AFTER.put("及以上", Approx.AT_LEAST);
    AFTER.put("以上", Approx.AT_LEAST);
    AFTER.put("及以下", Approx.AT_MOST);
    AFTER.put("以下", Approx.AT_MOST);
    AFTER.put("以内", Approx.AT_MOST);
    AFTER.put("之内", Approx.AT_MOST);
    AFTER.put("左右", Approx.ABOUT);
    AFTER.put("上下", Approx.ABOUT);
    BEFORE.put("不少于", Approx.AT_LEAST);
    BEFORE.put("不低于", Approx.AT_LEAST);
    BEFORE.put("至少", Approx.AT_LEAST);
    BEFORE.put("不超过", Approx.AT_MOST);
    BEFORE.put("不高于", Approx.AT_MOST);
    BEFORE.put("不足", Approx.AT_MOST);
    BEFORE.put("超过", Approx.ABOVE);
    BEFORE.put("突破", Approx.ABOVE);
    BEFORE.put("超", Approx.ABOVE);
    BEFORE.put("逾", Approx.ABOVE);
    BEFORE.put("大约", Approx.ABOUT);
    BEFORE.put("约", Approx.ABOUT);
    BEFORE.put("近", Approx.ABOUT);
  }

  private Bounds() {}

  static Quantity apply(Letters text, Quantity quantity) {
    var bounded = after(text, quantity);
    return bounded.approx() == null ? before(text, bounded) : bounded;
  }

  private static Quantity after(Letters text, Quantity quantity) {
    int i = text.skipSpaces(quantity.to());
    for (var bound : AFTER.entrySet()) {
      if (text.has(i, bound.getKey())) {
        return quantity.bounded(i + bound.getKey().length(), bound.getValue());
      }
    }
    char c = text.at(i);
    if (quantity.kind() == Kind.DURATION && c == '内' && "部容外".indexOf(text.at(i + 1)) < 0) {
      return quantity.bounded(i + 1, Approx.AT_MOST);
    }
    boolean over =
        c == '余' || (c == '多' && (quantity.kind() == Kind.DURATION || isStop(text, i + 1)));
    return over ? quantity.bounded(i + 1, Approx.ABOVE) : quantity;
  }

  private static boolean isStop(Letters text, int i) {
    return "，。；、）的\n".indexOf(text.at(i)) >= 0;
  }

  private static Quantity before(Letters text, Quantity quantity) {
    int i = text.backSpaces(quantity.from());
    if (text.at(i - 1) == '上' && HanziNumerals.startsRound(text, quantity.from())) {
      return quantity.bounded(quantity.to(), Approx.ABOVE);
    }
    for (var bound : BEFORE.entrySet()) {
      if (text.endsAt(i, bound.getKey()) && !isTail(text, i, bound.getKey())) {
        return quantity.bounded(quantity.to(), bound.getValue());
      }
    }
    return quantity;
  }

  /** 附近, 最近, 节约, 续约 end in the same letters and bound nothing. */
  private static boolean isTail(Letters text, int i, String word) {
    if (word.length() > 1) {
      return false;
    }
    return "附最新邻就远节续签合公违条契履集".indexOf(text.at(i - 2)) >= 0;
  }
}
