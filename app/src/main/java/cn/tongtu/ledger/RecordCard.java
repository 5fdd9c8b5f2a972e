package cn.tongtu.ledger;

import cn.tongtu.shared.Label;
import java.util.List;
import java.util.Optional;

/**
 * A record as a person reads it (记录卡片): what kind, which one, its fields, where the fact came from
 * and whether it was made up to fill a total. {@code page} is where it is kept and can be
 * corrected.
 */
public record RecordCard(
    Label kind,
    String title,
    String org,
    List<Line> lines,
    String source,
    boolean invented,
    Optional<String> page) {
  public RecordCard {
    lines = List.copyOf(lines);
  }

  public record Line(Label label, String value) {
    public Line(String chinese, String english, String value) {
      this(new Label(chinese, english), value);
    }
  }
}
