package cn.tongtu.report;

import cn.tongtu.engine.value.Span;
import cn.tongtu.identity.Organisation;
import cn.tongtu.indicator.Figure;
import cn.tongtu.shared.Label;
import java.util.List;

/** A document at a glance (文稿卡片): what it is, whose, over which span, and its main figures. */
public record Summary(
    long id, Label template, Organisation org, Span span, String title, List<Figure> main) {}
