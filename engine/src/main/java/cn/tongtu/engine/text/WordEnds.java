package cn.tongtu.engine.text;

import java.util.Map;

/** Tells a measure word from the beginning of a longer word: 处 from 处理, 人 from 人民. */
final class WordEnds {
  /** Letters that make another word of the measure word before them: 处理, 条件, 人民. */
  private static final Map<Character, String> NOT_BEFORE =
      Map.ofEntries(
          Map.entry('处', "理置罚分方长室于级"),
          Map.entry('条', "件例款约理"),
          Map.entry('名', "单称牌录校镇"),
          Map.entry('位', "置于列居移一"),
          Map.entry('人', "民大才社均口事力行防员工"),
          Map.entry('家', "园庭乡具属"),
          Map.entry('台', "账阶湾风州北山县河"),
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
          Map.entry('元', "素旦宝首件桥"),
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
          Map.entry('次', "要日序产"),
          Map.entry('目', "标录的"),
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

  private WordEnds() {}

  static boolean isWhole(Letters text, int end) {
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
    if (last == '日'
        && text.at(end - 2) != '作'
        && !text.has(end, "内")
        && !text.has(end, "以内")
        && !text.has(end, "之内")) {
      return false;
    }
    var barred = NOT_BEFORE.get(last);
    return barred == null || barred.indexOf(next) < 0;
  }
}
