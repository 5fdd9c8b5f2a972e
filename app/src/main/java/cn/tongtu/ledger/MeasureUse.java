package cn.tongtu.ledger;

import cn.tongtu.shared.Label;
import java.util.List;

/** What is worked out of a measure (计量项用途), said by whoever works it out. */
public interface MeasureUse {
  List<Use> of(String measure);

  /** What it is called, and where it is shown. */
  record Use(Label label, String href) {}
}
