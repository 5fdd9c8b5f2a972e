package cn.tongtu.engine.text;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of units. A new unit is a word in a line, or a line of its own. */
final class Units {
  /**
   * kind | name | words, where {@code =} takes each word for its own name. A word may carry {@code
   * *factor}; {@code +} marks the half of 个半月; {@code ~} marks words that only digits and masks
   * make a figure of, because spoken numerals before them are idioms (十分, 一道, 四面) or names (三级,
   * 五台).
   */
  private static final String TABLE =
      """
      amount   | 元     | 元 元人民币 人民币 块钱
      length   | 公里    | 公里 千米 km KM
      length   | 米     | 米 延米 延长米 ~m
      length   | 厘米    | 厘米 cm
      length   | 毫米    | 毫米 mm
      length   | 海里    | 海里
      area     | 平方米   | 平方米 平米 平方 ㎡ m²
      area     | 平方公里  | 平方公里 平方千米
      area     | 公顷    | 公顷
      area     | 亩     | 亩
      other    | 立方米   | 立方米 立方 方量 m³ ~方
      other    | 吨     | 吨
      other    | 公斤    | 公斤 千克 kg
      other    | 斤     | 斤
      other    | 升     | ~升
      other    | 吨公里   | 吨公里 吨·公里 吨千米
      other    | 人公里   | 人公里 人·公里
      other    | 车公里   | 车公里 车·公里
      other    | 标箱    | 标箱 标准箱 TEU
      other    | 千瓦    | 千瓦 kW KW
      other    | 千瓦时   | 千瓦时 度电 kWh
      other    | 兆瓦    | 兆瓦 MW
      other    | 分     | ~分
      rate     | %     | % 个% 百分比
      rate     | ‰     | ‰
      rate     | 百分点   | 个百分点 百分点
      rate     | %     | 成*10
      rate     | 倍     | 倍
      duration | 年     | 个年头 周年期
      duration | 月     | 个月 个月份 +个半月
      duration | 季度    | 个季度
      duration | 周     | 个星期 个周 周
      duration | 天     | 天 日
      duration | 工作日   | 个工作日 工作日
      duration | 小时    | 小时 个小时 +个半小时
      duration | 分钟    | 分钟
      duration | 秒     | 秒钟 秒
      count    | 个     | 个 余个 ~大 ~项目 ~企业
      count    | 人     | 人 名 位 ~党员
      count    | 辆     | 辆 台车
      count    | 次     | 次 ~回
      count    | 批次    | 批次 个批次
      count    | 班次    | 班次 个班次
      count    | 标段    | 标段 个标段
      count    | 泊位    | 泊位 个泊位
      count    | 车位    | 车位 个车位
      count    | =     | 座 处 条 家 台 件 项 类 种 份 起 宗 所 支 批 人次
      count    | =     | 车次 辆次 家次 户次 艘次 架次 台次 件次 条次 轮次 处次 场次 趟次 个次 人天 台班 艘
      count    | =     | 架 套 栋 幢 户 棵 株 盏 篇 例 张 册 只 页 趟 笔
      count    | =     | 箱 瓶 桶 袋 盒 扇 樘 枚 座次
      count    | =     | ~对 ~班 ~列 ~块 ~根 ~道 ~面 ~期 ~场 ~组 ~间 ~本 ~部 ~门 ~把 ~副
      count    | =     | ~层 ~轮 ~单 ~票 ~包 ~头 ~口 ~孔 ~跨 ~眼
      """;

  private static final Map<String, Unit> BY_WORD = new HashMap<>();
  private static int longest;

  static {
    TABLE.lines().forEach(Units::line);
  }

  private Units() {}

  /** A unit as met in the text, and where it ends. */
  record Match(Unit unit, int end) {}

  private static void line(String line) {
    var cells = line.split("\\|", -1);
    var kind = TextFigure.Kind.valueOf(cells[0].strip().toUpperCase(Locale.ROOT));
    for (var entry : cells[2].strip().split(" ", -1)) {
      boolean spoken = entry.charAt(0) != '~';
      boolean half = entry.charAt(0) == '+';
      var parts = (spoken && !half ? entry : entry.substring(1)).split("\\*", -1);
      var factor = parts.length > 1 ? new BigDecimal(parts[1]) : BigDecimal.ONE;
      var plus = half ? new BigDecimal("0.5") : BigDecimal.ZERO;
      longest = Math.max(longest, parts[0].length());
      var name = cells[1].strip();
      BY_WORD.put(
          parts[0], new Unit(name.equals("=") ? parts[0] : name, kind, factor, spoken, plus));
    }
  }

  /** The unit that a whole word names. */
  static Optional<Unit> named(String word) {
    return Optional.ofNullable(BY_WORD.get(word));
  }

  /**
   * The longest unit that starts at i and is a whole word; spaces may stand between its letters.
   */
  static @Nullable Match at(Letters text, int i) {
    var word = new StringBuilder();
    Match found = null;
    for (int end = i; word.length() < longest && end < text.length(); ) {
      word.append(text.at(end));
      end++;
      var unit = BY_WORD.get(word.toString());
      if (unit != null && WordEnds.isWhole(text, end)) {
        found = new Match(unit, end);
      }
      boolean spaced = text.at(end) == ' ' && Letters.isHan(text.at(end - 1));
      end += spaced && Letters.isHan(text.at(end + 1)) ? 1 : 0;
    }
    return found;
  }
}
