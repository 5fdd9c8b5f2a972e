package cn.tongtu.engine.formula;

/** How a measure behaves over time (计量方式). */
public enum MeasureKind {
  /** 流量: summed over a span (investment done, potholes filled). */
  FLOW("流量"),
  /** 存量: posted as movements, read as the running sum on a day (projects under construction). */
  STOCK("存量"),
  /** 读数: a rank, a progress; never added to anything, only the last one in a span is read. */
  READING("读数");

  private final String chinese;

  MeasureKind(String chinese) {
    this.chinese = chinese;
  }

  public String chinese() {
    return chinese;
  }
}
