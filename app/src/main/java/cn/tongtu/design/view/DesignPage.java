package cn.tongtu.design.view;

import cn.tongtu.map.MapView;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.view.Chart;
import cn.tongtu.shared.view.Choice;
import cn.tongtu.shared.view.Editing;
import cn.tongtu.shared.view.KeyFigure;
import cn.tongtu.shared.view.Period;
import cn.tongtu.shared.view.Sort;
import cn.tongtu.shared.view.Step;
import java.util.List;
import java.util.Map;

/** Made-up words and numbers that show what each part looks like (样张内容). */
public record DesignPage(
    List<KeyFigure> figures,
    List<Row> rows,
    Sort sort,
    List<Step> steps,
    List<Choice> organisations,
    List<Choice> people,
    Period period,
    List<Chart> charts,
    MapView map,
    Map<String, Label> errors,
    Editing editing) {
  /** A row of the sample table: a road, its length and what was spent on it. */
  public record Row(String code, String name, String length, String spent, boolean late) {}
}
