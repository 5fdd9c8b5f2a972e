package cn.tongtu.engine.text;

import cn.tongtu.engine.text.Numeral.Script;
import cn.tongtu.engine.text.TextFigure.Kind;
import java.math.BigDecimal;
import java.util.List;

/** Spoken numerals that count nothing: 一个 as an article, 四个意识, 一、二类. */
final class Idioms {
  private static final List<String> SET_PHRASES =
      List.of(
          "四个意识", "四个自信", "两个维护", "两个确立", "四个全面", "三个代表", "两个一百年", "三个区分", "两个毫不动摇", "两个责任", "三个务必",
          "一个中心", "四个一批", "三天两头", "五个一", "三个一", "四个最严", "六个必须坚持", "两个先行", "两个结合", "三个转变", "四个伟大",
          "三件套", "一件事", "两个健康", "三项制度", "三个必须", "四项基本原则", "八项规定", "九项准则", "五项制度");

  /** After these even 一 counts: 新建一座. */
  private static final List<String> MAKING =
      List.of(
          "新建", "建成", "完成", "新增", "增设", "增加", "查处", "查获", "发生", "开通", "召开", "举办", "购置", "更换", "投放",
          "新设", "改造", "关闭", "拆除", "修复", "立案", "下发", "签订", "剩余", "仅", "共");

  private Idioms() {}

  static boolean covers(Letters text, Numeral number, int from, Units.Match match) {
    if (number.script() != Script.HANZI) {
      return numbersMeeting(text, from) || isGrade(number, match);
    }
    if (!match.unit().spoken() || text.hasAny(from, SET_PHRASES) || follows(text, from)) {
      return true;
    }
    var value = number.value();
    if (value == null || number.approx() != null) {
      return false;
    }
    if (text.at(from) == '二' && value.intValue() == 2) {
      return true;
    }
    if (match.unit().name().equals("类")) {
      return value.intValue() <= 5 && text.at(from) != '两';
    }
    boolean one = value.compareTo(BigDecimal.ONE) == 0 && match.unit().half().signum() == 0;
    return one && !counts(text, from, match);
  }

  /** 十四届78次会议 numbers the meeting. */
  private static boolean numbersMeeting(Letters text, int from) {
    return text.at(from - 1) == '届';
  }

  /** 1类 is a grade: nobody counts a single kind in digits. */
  private static boolean isGrade(Numeral number, Units.Match match) {
    return number.value() != null
        && match.unit().name().equals("类")
        && number.value().compareTo(BigDecimal.ONE) == 0;
  }

  /** 渡口一座，: at the end of a clause, after what it counts, 一 is a number. */
  private static boolean closesClause(Letters text, int from, Units.Match match) {
    char before = text.at(from - 1);
    return "、，。；）".indexOf(text.at(match.end())) >= 0
        && Letters.isHan(before)
        && "每这那某同另第之月年周日季在独逐统唯天后前最".indexOf(before) < 0
        && !match.unit().name().equals("起");
  }

  private static boolean counts(Letters text, int from, Units.Match match) {
    if (match.unit().kind() == Kind.DURATION) {
      return text.at(match.end()) == '内'
          || text.has(match.end(), "以")
          || text.has(match.end(), "左右");
    }
    if (closesClause(text, from, match)) {
      return true;
    }
    int before = text.at(from - 1) == '了' ? from - 1 : from;
    return text.anyEndsAt(text.backSpaces(before), MAKING)
        && !text.has(match.end(), "系列")
        && !text.has(match.end(), "批");
  }

  /** The second member of 一、二类 or the counter of 第三个, 前三个, 每两个, 十四五. */
  private static boolean follows(Letters text, int from) {
    char before = text.at(from - 1);
    return before == '第'
        || numbersMeeting(text, from)
        || (before == '前' && text.at(from - 2) != '以' && text.at(from - 2) != '提')
        || (before == '、' && HanziNumerals.isPart(text.at(from - 2)))
        || HanziNumerals.isPart(before);
  }
}
