package cn.tongtu.shared.view;

import cn.tongtu.shared.Lamp;
import java.util.Optional;

/**
 * A figure that a page leads with (主要数据).
 *
 * @param printed as it reads in documents, without its unit
 * @param href where its formula stands, or empty
 */
public record KeyFigure(
    String label,
    String printed,
    String unit,
    String href,
    Optional<Change> change,
    Optional<Target> target) {
  public static KeyFigure of(String label, String printed, String unit, String href) {
    return new KeyFigure(label, printed, unit, href, Optional.empty(), Optional.empty());
  }

  /** Against the same span last year (同比), as text; which way tells the arrow. */
  public record Change(String text, int direction) {}

  /**
   * Against the year's target (目标进度), in percent of it.
   *
   * @param due how far it should be by now, by time
   */
  public record Target(String text, int percent, int due) {
    public Lamp lamp() {
      return percent >= due ? Lamp.GREEN : percent >= due - 10 ? Lamp.AMBER : Lamp.RED;
    }
  }
}
