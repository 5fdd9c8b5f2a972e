package cn.tongtu.engine.text;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The table of units. A new unit is a word in a line, or a line of its own. */
final class Units {
  /**
   * kind | name | words. A word may carry {@code *factor}; {@code +} marks the half of 个半月; {@code
   * ~} marks words that only digits and masks make a figure of, because spoken numerals before them
   * are idioms (十分, 一道, 四面) or names (三级, 五台).
   */
  private static final String TABLE =
      """
      amount   | 元     | 元 元人民币 人民币 块钱
      length   | 公里   | 公里 千米 km KM
      length   | 米     | 米 延米 延长米 ~m
      length   | 厘米   | 厘米 cm
      length   | 毫米   | 毫米 mm
      length   | 海里   | 海里
      area     | 平方米 | 平方米 平米 平方 ㎡ m²
      area     | 平方公里 | 平方公里 平方千米
      area     | 公顷   | 公顷
      area     | 亩     | 亩
      other    | 立方米 | 立方米 立方 方量 m³ ~方
      other    | 吨     | 吨
      other    | 公斤   | 公斤 千克 kg
      other    | 斤     | 斤
      other    | 升     | ~升
      other    | 吨公里 | 吨公里 吨·公里 吨千米
      other    | 人公里 | 人公里 人·公里
      other    | 车公里 | 车公里 车·公里
      other    | 标箱   | 标箱 标准箱 TEU
      other    | 千瓦   | 千瓦 kW KW
      other    | 千瓦时 | 千瓦时 度电 kWh
      other    | 兆瓦   | 兆瓦 MW
      other    | 分     | ~分
      rate     | %      | % 个% 百分比
      rate     | ‰      | ‰
      rate     | 百分点 | 个百分点 百分点
      rate     | %      | ~成*10
      rate     | 倍     | 倍
      duration | 年     | 个年头 周年期
      duration | 月     | 个月 个月份 +个半月
      duration | 季度   | 个季度
      duration | 周     | 个星期 个周 周
      duration | 天     | 天
      duration | 工作日 | 个工作日 工作日
      duration | 小时   | 小时 个小时 +个半小时
      duration | 分钟   | 分钟
      duration | 秒     | 秒钟 秒
      count    | 个     | 个 余个 ~大 ~项目 ~企业
      count    | 人     | 人 名 位 ~党员
      count    | 座     | 座
      count    | 处     | 处
      count    | 条     | 条
      count    | 辆     | 辆 台车
      count    | 家     | 家
      count    | 台     | 台
      count    | 件     | 件
      count    | 次     | 次 ~回
      count    | 项     | 项
      count    | 类     | 类
      count    | 种     | 种
      count    | 份     | 份
      count    | 起     | 起
      count    | 宗     | 宗
      count    | 所     | 所
      count    | 支     | 支
      count    | 批     | 批
      count    | 批次   | 批次 个批次
      count    | 人次   | 人次
      count    | 车次   | 车次
      count    | 班次   | 班次 个班次
      count    | 辆次   | 辆次
      count    | 家次   | 家次
      count    | 户次   | 户次
      count    | 艘次   | 艘次
      count    | 架次   | 架次
      count    | 台次   | 台次
      count    | 件次   | 件次
      count    | 条次   | 条次
      count    | 处次   | 处次
      count    | 场次   | 场次
      count    | 趟次   | 趟次
      count    | 个次   | 个次
      count    | 人天   | 人天
      count    | 台班   | 台班
      count    | 对     | ~对
      count    | 班     | ~班
      count    | 艘     | 艘
      count    | 架     | 架
      count    | 列     | ~列
      count    | 套     | 套
      count    | 栋     | 栋
      count    | 幢     | 幢
      count    | 户     | 户
      count    | 棵     | 棵
      count    | 株     | 株
      count    | 块     | ~块
      count    | 根     | ~根
      count    | 盏     | 盏
      count    | 道     | ~道
      count    | 面     | ~面
      count    | 期     | ~期
      count    | 场     | ~场
      count    | 篇     | 篇
      count    | 例     | 例
      count    | 组     | ~组
      count    | 间     | ~间
      count    | 张     | 张
      count    | 本     | ~本
      count    | 册     | 册
      count    | 部     | ~部
      count    | 门     | ~门
      count    | 只     | 只
      count    | 把     | ~把
      count    | 副     | ~副
      count    | 层     | ~层
      count    | 页     | 页
      count    | 轮     | ~轮
      count    | 趟     | 趟
      count    | 笔     | 笔
      count    | 单     | ~单
      count    | 票     | ~票
      count    | 箱     | 箱
      count    | 瓶     | 瓶
      count    | 桶     | 桶
      count    | 袋     | 袋
      count    | 盒     | 盒
      count    | 包     | ~包
      count    | 头     | ~头
      count    | 口     | ~口
      count    | 扇     | 扇
      count    | 樘     | 樘
      count    | 孔     | ~孔
      count    | 跨     | ~跨
      count    | 眼     | ~眼
      count    | 枚     | 枚
      count    | 标段   | 标段 个标段
      count    | 泊位   | 泊位 个泊位
      count    | 车位   | 车位 个车位
      count    | 座次   | 座次
      """;

  /** Letters that make another word of the measure word before them: 处理, 条件, 人民. */
  private static final Map<Character, String> NOT_BEFORE =
      Map.ofEntries(
          Map.entry('处', "理置罚分方长室于级"),
          Map.entry('条', "件例款约理"),
          Map.entry('名', "单称牌录校镇"),
          Map.entry('位', "置于列居移一"),
          Map.entry('人', "民大才社均口事力行防员工"),
          Map.entry('家', "园庭乡具属"),
          Map.entry('台', "账阶湾风州北"),
          Map.entry('部', "门分署委级队长"),
          Map.entry('组', "织长建成合团"),
          Map.entry('起', "来草点步到"),
          Map.entry('场', "所景地站均"),
          Map.entry('班', "子组车线长"),
          Map.entry('所', "有以属在需长"),
          Map.entry('支', "部持付撑出援线路"),
          Map.entry('道', "路口班"),
          Map.entry('门', "诊口户类头"),
          Map.entry('间', "隔接"),
          Map.entry('套', "餐路"),
          Map.entry('根', "据本"),
          Map.entry('批', "复准发评示"),
          Map.entry('类', "型似别"),
          Map.entry('层', "次面级层"),
          Map.entry('面', "积向临"),
          Map.entry('口', "岸号径"),
          Map.entry('座', "谈右"),
          Map.entry('期', "间限刊中末待工项货码"),
          Map.entry('周', "年边围期末岁"),
          Map.entry('分', "为别之公局子管布级类期年"),
          Map.entry('方', "面案式法向针位"),
          Map.entry('成', "立效为功果员本品熟长"),
          Map.entry('元', "素旦宝首件"),
          Map.entry('吨', "位级"),
          Map.entry('里', "程"),
          Map.entry('天', "然气津桥"),
          Map.entry('对', "接口标外应策象照比"),
          Map.entry('单', "位元个一"),
          Map.entry('本', "级市县区年月次地"),
          Map.entry('包', "括含装"),
          Map.entry('头', "条部"),
          Map.entry('回', "头应落归收"),
          Map.entry('列', "入为出席车"),
          Map.entry('把', "握关手"),
          Map.entry('种', "植"),
          Map.entry('份', "额"),
          Map.entry('件', "套"),
          Map.entry('次', "要日序"),
          Map.entry('大', "于力会桥道队型件队"),
          Map.entry('级', "联"),
          Map.entry('轮', "胎值岗渡"),
          Map.entry('升', "级"),
          Map.entry('跨', "径"),
          Map.entry('票', "价"),
          Map.entry('张', "贴"),
          Map.entry('笔', "试"),
          Map.entry('箱', "涵"),
          Map.entry('秒', "批"));

  private static final Map<String, Unit> BY_WORD = new HashMap<>();
  private static int longest;

  static {
    TABLE.lines().forEach(Units::line);
  }

  private Units() {}

  /** A unit as met in the text, and where it ends. */
  record Match(Unit unit, int end) {}

  private static void line(String line) {
    var cells = line.split("\\|");
    var kind = Figure.Kind.valueOf(cells[0].strip().toUpperCase(Locale.ROOT));
    for (var entry : cells[2].strip().split(" ")) {
      boolean spoken = entry.charAt(0) != '~';
      boolean half = entry.charAt(0) == '+';
      var parts = (spoken && !half ? entry : entry.substring(1)).split("\\*");
      var factor = parts.length > 1 ? new BigDecimal(parts[1]) : BigDecimal.ONE;
      var plus = half ? new BigDecimal("0.5") : BigDecimal.ZERO;
      longest = Math.max(longest, parts[0].length());
      BY_WORD.put(parts[0], new Unit(cells[1].strip(), kind, factor, spoken, plus));
    }
  }

  /** The longest unit that starts at i and is a whole word. */
  static @Nullable Match at(Letters text, int i) {
    for (int length = Math.min(longest, text.length() - i); length > 0; length--) {
      var unit = BY_WORD.get(text.slice(i, i + length));
      if (unit != null && isWhole(text, i + length)) {
        return new Match(unit, i + length);
      }
    }
    return null;
  }

  private static boolean isWhole(Letters text, int end) {
    char last = text.at(end - 1);
    char next = text.at(end);
    if (Letters.isLatin(last) || last == '²' || last == '³') {
      return !Letters.isLatin(next) && !Letters.isDigit(next);
    }
    if (last == '支' && text.has(end, "队") && !text.has(end, "队伍")) {
      return false;
    }
    if (last == '里' && (next == '处' || next == '桩')) {
      return false;
    }
    var barred = NOT_BEFORE.get(last);
    return barred == null || barred.indexOf(next) < 0;
  }
}
