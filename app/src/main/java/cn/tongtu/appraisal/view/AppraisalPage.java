package cn.tongtu.appraisal.view;

import cn.tongtu.shared.Label;
import cn.tongtu.shared.view.Chart;
import java.util.List;
import java.util.Optional;

/**
 * One appraisal: its criteria, its periods, and the places that each organisation took (历次名次).
 *
 * @param published the periods that were published, the earliest first
 * @param chart the totals over these periods, once there are two
 */
public record AppraisalPage(
    AppraisalsPage.Item item,
    List<Criterion> criteria,
    Optional<Label> award,
    List<Published> published,
    List<Row> rows,
    Optional<Chart> chart) {
  /** A criterion with its weight and where its points come from. */
  public record Criterion(Label label, int weight, Label from) {}

  public record Published(Label label, String href) {}

  /**
   * An organisation.
   *
   * @param places one a published period; empty where it was not appraised
   * @param times how often it was awarded
   * @param streak how many periods up to the last it was awarded in a row
   */
  public record Row(String name, List<Optional<Place>> places, int times, int streak) {}

  public record Place(int place, String total, boolean awarded) {}
}
