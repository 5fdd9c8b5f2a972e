package cn.tongtu.engine.text;

import java.util.List;

/** A document after reading: what rules look at. */
record ReadText(Letters letters, Layout layout, List<Reading> readings) {

  /** The folded words between two places. */
  String between(int from, int to) {
    return from >= to ? "" : letters.slice(from, to);
  }
}
