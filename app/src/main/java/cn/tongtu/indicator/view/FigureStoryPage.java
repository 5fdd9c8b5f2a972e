package cn.tongtu.indicator.view;

import cn.tongtu.indicator.Asked;
import cn.tongtu.indicator.Indicator;
import cn.tongtu.indicator.view.FigurePage.Named;
import cn.tongtu.ledger.StoryRows.Row;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Paging;
import java.util.List;

/** All that a figure was ever said to be (指标沿革). */
public record FigureStoryPage(
    Indicator indicator, Label org, Asked asked, List<Named> only, List<Row> rows, Paging paging) {}
