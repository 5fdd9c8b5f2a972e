package cn.tongtu.ledger.view;

import cn.tongtu.ledger.Known;
import cn.tongtu.ledger.RecordCard;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.RecordRef;
import java.util.List;

/** A record's card and everything ever posted because of it (记录). */
public record RecordPage(
    RecordRef record, RecordCard card, Label org, Known known, List<PostingRow> history) {}
