package cn.tongtu.engine.text;

import java.util.List;

/** A document after reading: what rules look at. */
record ReadText(Letters letters, Layout layout, List<Reading> readings) {

  private static final int FARTHEST = 40;

  /**
   * The figures before the one with that index in its paragraph; near ones only, so that rules stay
   * quick.
   */
  List<Reading> earlierInParagraph(int index) {
    int paragraph = readings.get(index).paragraph();
    int from = index;
    while (from > 0 && index - from < FARTHEST && readings.get(from - 1).paragraph() == paragraph) {
      from--;
    }
    return readings.subList(from, index);
  }

  /** The folded words between two places. */
  String between(int from, int to) {
    return from >= to ? "" : letters.slice(from, to);
  }
}
