package cn.tongtu.report;

import cn.tongtu.engine.value.Span;
import java.util.Optional;

/**
 * A document as kept: which template, for whom, over which span, and the project that it follows by
 * itself, if any. Its figures are worked out when read.
 */
record DocumentRow(long id, String template, String org, Span span, Optional<String> watched) {}
