package cn.tongtu.engine.text;

import java.util.List;

/** Finds every figure (数据) of a text, with what it counts, its period and its status. */
public final class FigureReader {
  private FigureReader() {}

  /** The figures in the order in which they stand. */
  public static List<TextFigure> read(String text) {
    return readText(text).readings().stream().map(Reading::figure).toList();
  }

  static ReadText readText(String text) {
    return new Reader(Letters.of(text)).read();
  }
}
