package cn.tongtu.engine.text;

import java.math.BigDecimal;

/**
 * A unit or measure word of the text.
 *
 * @param name the unit a value is given in: 平米 is read as 平方米
 * @param spoken whether it also makes a figure after a Chinese numeral; 分 does not, because of 十分
 * @param half how much the unit adds to its number: 个半月 adds a half
 */
record Unit(String name, TextFigure.Kind kind, BigDecimal factor, boolean spoken, BigDecimal half) {

  boolean isPercent() {
    return name.equals("%");
  }
}
