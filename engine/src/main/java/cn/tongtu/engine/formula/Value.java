package cn.tongtu.engine.formula;

import cn.tongtu.engine.value.Ratio;

/** What a formula comes to (值): a number, or honestly nothing. */
public sealed interface Value {
  /** In the base units of its dimension (元, 米, 平方米 …), unrounded. */
  record Known(Ratio amount) implements Value {}

  /** 无数据: nobody recorded anything, or the divisor is zero. Never 0. */
  record NoData(String why) implements Value {}
}
