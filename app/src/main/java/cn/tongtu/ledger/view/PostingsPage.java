package cn.tongtu.ledger.view;

import cn.tongtu.engine.formula.Cell;
import cn.tongtu.ledger.Known;
import cn.tongtu.ledger.Measure;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Paging;
import cn.tongtu.shared.view.Sort;
import java.util.List;

/**
 * The postings of one cell (记账明细). {@code total} is their sum, written out as the step above does.
 */
public record PostingsPage(
    Measure measure,
    Label org,
    Cell cell,
    Known known,
    String story,
    List<PostingRow> rows,
    String unit,
    String sum,
    String total,
    Paging paging,
    Sort sort,
    String back) {}
