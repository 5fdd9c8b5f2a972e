package cn.tongtu.text;

import cn.tongtu.engine.text.Finding;
import cn.tongtu.engine.text.TextCheck;
import cn.tongtu.engine.text.TextFigure;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Figures and findings as JSON. Written by hand: loading a library would take longer than the
 * reading.
 */
final class TextJson {
  private TextJson() {}

  static String figures(List<TextFigure> figures) {
    return list(figures.stream().map(TextJson::figure).toList()) + "\n";
  }

  static String check(TextCheck check) {
    var findings = list(check.findings().stream().map(TextJson::finding).toList());
    return "{\"figures\":" + check.figures().size() + ",\"findings\":" + findings + "}\n";
  }

  private static String list(List<String> items) {
    return items.isEmpty() ? "[]" : items.stream().collect(Collectors.joining(",\n", "[\n", "\n]"));
  }

  private static String figure(TextFigure figure) {
    var approx = figure.approx();
    return "{\"start\":"
        + figure.start()
        + ",\"end\":"
        + figure.end()
        + text("quantity", figure.quantity())
        + ",\"value\":"
        + value(figure)
        + text("unit", figure.unit())
        + ",\"masked\":"
        + figure.masked()
        + text("approx", approx == null ? null : approx.sign())
        + text("kind", lower(figure.kind()))
        + text("subject", figure.subject())
        + text("period", figure.period())
        + text("status", lower(figure.status()))
        + "}";
  }

  private static String value(TextFigure figure) {
    if (figure.date() != null) {
      return quoted(figure.date());
    }
    return figure.value() == null ? "null" : figure.value().toPlainString();
  }

  private static String finding(Finding finding) {
    var spans =
        finding.spans().stream()
            .map(span -> "{\"start\":" + span.start() + ",\"end\":" + span.end() + "}")
            .collect(Collectors.joining(",", "[", "]"));
    return "{\"rule\":"
        + quoted(finding.rule())
        + text("severity", lower(finding.severity()))
        + text("verdict", lower(finding.verdict()))
        + ",\"spans\":"
        + spans
        + text("expression", finding.expression())
        + text("stated", finding.stated())
        + text("computed", finding.computed())
        + text("explanation", finding.explanation())
        + "}";
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String text(String name, @Nullable String value) {
    return ",\"" + name + "\":" + (value == null ? "null" : quoted(value));
  }

  static String quoted(String text) {
    var json = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        default -> {
          if (c < 0x20 || (Character.isSurrogate(c) && !isPaired(text, i))) {
            json.append("\\u%04x".formatted((int) c));
          } else {
            json.append(c);
          }
        }
      }
    }
    return json.append('"').toString();
  }

  private static boolean isPaired(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
  }
}
