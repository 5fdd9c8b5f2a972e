package cn.tongtu.engine.formula;

import cn.tongtu.engine.value.Dimension;

/**
 * What a part of a formula yields: what it measures and on which axis of time it stands. {@code
 * holdsStock} tells that a stock stands somewhere inside, which no accumulation may reach.
 */
public record Type(Axis axis, Dimension dimension, boolean holdsStock) {
  public enum Axis {
    FLOW,
    STOCK,
    /** A rate, a reading, a number: of no span by itself. */
    PLAIN
  }

  static Type plain(Dimension dimension, boolean holdsStock) {
    return new Type(Axis.PLAIN, dimension, holdsStock);
  }
}
