package cn.tongtu.ledger;

import java.util.List;
import java.util.Optional;

/**
 * A record as a person reads it (记录卡片): what kind, which one, its fields, where the fact came from
 * and whether it was made up to fill a total. {@code page} is where it is kept and can be
 * corrected.
 */
public record RecordCard(
    String kind,
    String title,
    String org,
    List<Line> lines,
    String source,
    boolean invented,
    Optional<String> page) {
  public RecordCard {
    lines = List.copyOf(lines);
  }

  public record Line(String label, String value) {}
}
