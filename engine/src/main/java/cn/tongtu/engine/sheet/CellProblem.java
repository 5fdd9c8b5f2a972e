package cn.tongtu.engine.sheet;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a cell (单元格问题), in Chinese and English, and how to write it.
 *
 * @param place 整改通知书!C7
 * @param said what stands in the cell; problems with the same kind and words have one cause and can
 *     be mended at once
 * @param suggestion what could stand there instead, where that can be known
 */
public record CellProblem(
    Kind kind,
    String place,
    String said,
    @Nullable String suggestion,
    String chinese,
    String english) {

  /** Sorts of problems (问题种类). */
  public enum Kind {
    /** 错误值: #REF! */
    FAULT,
    /** 公式无值: saved without its value. */
    UNCALCULATED,
    /** 中文数字: 三点五. */
    SPOKEN_NUMBER,
    /** 约数、区间: 约300, 3-5. */
    VAGUE,
    NOT_A_NUMBER,
    NOT_WHOLE,
    /** 精度超限: finer than the field keeps. */
    TOO_FINE,
    /** 单位不符: 吨 where 公里 are asked. */
    WRONG_UNIT,
    /** 百分比不明: 0.12 may be 12 % or 0.12 %. */
    UNCLEAR_PERCENT,
    NOT_A_DAY,
    NOT_A_MONTH,
    NOT_YES_OR_NO,
    NOT_AN_OPTION,
    NOT_A_CHAINAGE,
    /** 位数丢失: 3.30327E+17. */
    LOST_DIGITS
  }
}
