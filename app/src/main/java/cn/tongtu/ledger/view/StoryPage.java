package cn.tongtu.ledger.view;

import cn.tongtu.engine.formula.Cell;
import cn.tongtu.ledger.Measure;
import cn.tongtu.ledger.StoryRows.Row;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Paging;
import java.util.List;

/** All that a cell was ever said to be (台账单元沿革). */
public record StoryPage(
    Measure measure, Label org, Cell cell, String postings, List<Row> rows, Paging paging) {}
