package cn.tongtu.identity.view;

import cn.tongtu.identity.AuditEntry;
import cn.tongtu.shared.Paging;
import java.util.List;

/** The audit trail with what was asked of it (审计页). */
public record AuditPage(
    List<String> kinds,
    String kind,
    String who,
    String record,
    String org,
    String from,
    String to,
    List<AuditEntry> entries,
    Paging paging) {}
