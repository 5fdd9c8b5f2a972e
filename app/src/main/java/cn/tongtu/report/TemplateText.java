package cn.tongtu.report;

import cn.tongtu.indicator.Indicators;
import cn.tongtu.pack.PackNode;
import cn.tongtu.report.Template.Name;
import cn.tongtu.report.Template.Piece;
import cn.tongtu.report.Template.When;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads a template's text: words, fields like {@code {year}} and slots like {@code {INV.done@1-6}}.
 */
final class TemplateText {
  private static final Pattern BRACES = Pattern.compile("\\{([^{}]*)}");
  private static final Pattern SLOT =
      Pattern.compile(
          "(?<indicator>[A-Z][A-Za-z0-9._]*)"
              + "(?<watched>\\[watched])?"
              + "(?:@(?:(?<first>\\d{1,2})-(?<last>\\d{1,2})|(?<next>next)))?");

  private final Indicators indicators;

  TemplateText(Indicators indicators) {
    this.indicators = indicators;
  }

  List<Piece> read(PackNode node) {
    var text = node.text();
    var pieces = new ArrayList<Piece>();
    var braces = BRACES.matcher(text);
    var from = 0;
    while (braces.find()) {
      words(text.substring(from, braces.start()), node).ifPresent(pieces::add);
      pieces.add(inside(braces.group(1), node));
      from = braces.end();
    }
    words(text.substring(from), node).ifPresent(pieces::add);
    return List.copyOf(pieces);
  }

  private static Optional<Piece> words(String text, PackNode node) {
    if (text.contains("{") || text.contains("}")) {
      throw node.problem("花括号不成对", "unbalanced braces");
    }
    return text.isEmpty() ? Optional.empty() : Optional.of(new Piece.Words(text));
  }

  private Piece inside(String text, PackNode node) {
    var field =
        Stream.of(Name.values())
            .filter(name -> name.name().toLowerCase(Locale.ROOT).equals(text))
            .findFirst();
    return field.isPresent() ? new Piece.Field(field.get()) : slot(text, node);
  }

  private Piece.Slot slot(String text, PackNode node) {
    var slot = SLOT.matcher(text);
    if (!slot.matches()) {
      throw node.problem(
          "不认识的占位 {" + text + "}，应为 {指标}、{指标@1-6}、{指标@next}、{指标[watched]}",
          "not a slot: {" + text + "}");
    }
    var indicator = slot.group("indicator");
    known(indicator, node);
    return new Piece.Slot(indicator, when(slot, node), slot.group("watched") != null);
  }

  void known(String indicator, PackNode node) {
    if (indicators.find(indicator).isEmpty()) {
      throw node.problem(
          "没有指标 "
              + indicator
              + indicators.nearest(indicator).map(m -> "，是否为 " + m + "？").orElse(""),
          "no such indicator: " + indicator);
    }
  }

  private static When when(Matcher slot, PackNode node) {
    if (slot.group("next") != null) {
      return new When.NextYear();
    }
    if (slot.group("first") == null) {
      return new When.Same();
    }
    var first = Integer.parseInt(slot.group("first"));
    var last = Integer.parseInt(slot.group("last"));
    if (first < 1 || last > 12 || last < first) {
      throw node.problem("没有这样的月份：" + first + "-" + last, "no such months");
    }
    return new When.Months(first, last);
  }
}
