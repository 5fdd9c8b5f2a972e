package cn.tongtu.report;

import cn.tongtu.engine.value.Span;

/**
 * A document as kept: which template, for whom, over which span. Its figures are worked out when
 * read.
 */
record DocumentRow(long id, String template, String org, Span span) {}
