package cn.tongtu.appraisal.view;

import cn.tongtu.shared.Label;
import cn.tongtu.shared.view.Typed;
import java.util.List;
import java.util.Optional;

/**
 * The sheet of one period (评分表): points by organisation and criterion, with the ranks as they would
 * be, or as they were published.
 *
 * @param published when and by whom
 * @param scores whether the reader gives points here
 * @param publishes whether the reader may publish or withdraw
 * @param hindrance why it cannot be published yet
 */
public record SheetPage(
    Label appraisal,
    String up,
    String href,
    Label period,
    AppraisalsPage.Period standing,
    Optional<Label> award,
    List<Criterion> criteria,
    List<Row> rows,
    Optional<Published> published,
    int revision,
    boolean scores,
    boolean publishes,
    Optional<Label> hindrance,
    List<Withdrawn> withdrawn,
    Typed typed) {
  public static final String SCORES = "scores";
  public static final String PUBLISH = "publish";
  public static final String WITHDRAW = "withdraw";

  public record Criterion(Label label, int weight) {}

  /**
   * @param place empty while points are missing
   */
  public record Row(String name, List<Mark> marks, String total, String place, boolean awarded) {}

  /**
   * @param points empty while there are none
   * @param figure where the figure that gives them stands, with its value
   * @param said who gave what
   * @param input where the reader gives points; empty where not
   * @param mine what the reader gave
   */
  public record Mark(
      Label criterion,
      String points,
      Optional<Given> figure,
      String said,
      String input,
      String mine) {}

  public record Given(String value, String href) {}

  public record Published(String on, String actor) {}

  public record Withdrawn(String on, String actor, String withdrawer, String why) {}
}
