package cn.tongtu.register.view;

import java.util.List;

/** What a map shows of a record (记录卡片). */
public record EntryPanel(EntryPage.Head head, List<EntryPage.Line> lines) {}
