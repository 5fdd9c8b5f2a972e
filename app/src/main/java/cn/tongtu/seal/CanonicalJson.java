package cn.tongtu.seal;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON written in one way only: keys in order, no spaces, strings as RFC 8785 §3.2.2.2 writes them.
 * Numbers keep every digit, which RFC 8785 does not.
 */
final class CanonicalJson {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private CanonicalJson() {}

  static String of(String json) {
    var out = new StringBuilder();
    write(JSON.readTree(json), out);
    return out.toString();
  }

  private static void write(JsonNode node, StringBuilder out) {
    if (node.isObject()) {
      var fields = new TreeMap<String, JsonNode>();
      node.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
      var before = '{';
      for (Map.Entry<String, JsonNode> field : fields.entrySet()) {
        out.append(before);
        quote(field.getKey(), out);
        out.append(':');
        write(field.getValue(), out);
        before = ',';
      }
      out.append(fields.isEmpty() ? "{}" : "}");
    } else if (node.isArray()) {
      var before = '[';
      for (var item : node.values()) {
        out.append(before);
        write(item, out);
        before = ',';
      }
      out.append(node.isEmpty() ? "[]" : "]");
    } else if (node.isString()) {
      quote(node.stringValue(), out);
    } else if (node.isNumber()) {
      var number = node.decimalValue().stripTrailingZeros();
      out.append(number.signum() == 0 ? "0" : number.toString());
    } else {
      out.append(node);
    }
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int at = 0; at < text.length(); at++) {
      var sign = text.charAt(at);
      switch (sign) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (sign < 0x20) {
            out.append("\\u%04x".formatted((int) sign));
          } else {
            out.append(sign);
          }
        }
      }
    }
    out.append('"');
  }
}
