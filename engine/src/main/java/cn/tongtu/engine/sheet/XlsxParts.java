package cn.tongtu.engine.sheet;

import cn.tongtu.engine.sheet.SheetCell.Format;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What cells of Office Open XML refer to by number: formats and shared texts. */
final class XlsxParts {
  private static final Pattern ESCAPED = Pattern.compile("_x([0-9A-Fa-f]{4})_");

  private XlsxParts() {}

  /** The number format of each cell style. */
  static List<Format> formats(GuardedZip zip, @Nullable String part, boolean since1904) {
    var in = part == null ? null : zip.read(part).orElse(null);
    if (part == null || in == null) {
      return List.of();
    }
    var codes = new HashMap<Integer, String>();
    var formats = new ArrayList<Format>();
    var made = new HashMap<Integer, Format>();
    boolean cells = false;
    try (var xml = new Xml(part, in)) {
      for (var tag = xml.next(); tag != null; tag = xml.next()) {
        if (tag.equals("cellXfs")) {
          cells = xml.starts();
        } else if (xml.starts() && tag.equals("numFmt")) {
          code(xml, codes);
        } else if (xml.starts() && cells && tag.equals("xf")) {
          int id = xml.number("numFmtId", 0);
          formats.add(made.computeIfAbsent(id, key -> Formats.of(key, codes.get(key), since1904)));
          if (formats.size() > Limits.STYLES) {
            throw UnreadableFile.tooLarge("单元格样式过多", "too many cell styles");
          }
        }
      }
    }
    return formats;
  }

  private static void code(Xml xml, Map<Integer, String> codes) {
    var code = xml.attribute("formatCode");
    if (code != null && codes.size() < Limits.STYLES) {
      codes.put(xml.number("numFmtId", 0), code);
    }
  }

  /** The texts that cells share. */
  static List<String> strings(GuardedZip zip, @Nullable String part) {
    var in = part == null ? null : zip.read(part).orElse(null);
    if (part == null || in == null) {
      return List.of();
    }
    var strings = new ArrayList<String>();
    long letters = 0;
    try (var xml = new Xml(part, in)) {
      for (var tag = xml.next(); tag != null; tag = xml.next()) {
        if (!xml.starts() || !tag.equals("si")) {
          continue;
        }
        var text = runs(xml, "si");
        letters += text.length();
        strings.add(text);
        if (letters > Limits.STRING_LETTERS || strings.size() > Limits.STRINGS) {
          throw UnreadableFile.tooLarge(
              "共享文字超过六千万字", "its shared texts have more than 60 million letters");
        }
      }
    }
    return strings;
  }

  /** The text of a tag made of runs of letters, without the readings (拼音) that may stand above. */
  static String runs(Xml xml, String end) {
    String only = "";
    StringBuilder joined = null;
    for (var tag = xml.next(); tag != null; tag = xml.next()) {
      if (!xml.starts() && tag.equals(end)) {
        break;
      }
      if (xml.starts() && tag.equals("rPh")) {
        xml.skip();
      } else if (xml.starts() && tag.equals("t")) {
        var run = xml.text();
        if (!only.isEmpty() || joined != null) {
          joined = joined == null ? new StringBuilder(only) : joined;
          joined.append(run);
          check(joined.length());
        } else {
          only = run;
        }
      }
    }
    return unescaped(joined == null ? only : joined.toString());
  }

  private static void check(int length) {
    if (length > Limits.CELL * 7) {
      throw tooLong();
    }
  }

  private static UnreadableFile tooLong() {
    return UnreadableFile.tooLarge("有单元格超过 32767 个字", "a cell holds more than 32,767 letters");
  }

  /** _x000D_ is how the format writes a letter that XML cannot hold (ECMA-376 22.9.2.19). */
  static String unescaped(String text) {
    var plain =
        text.contains("_x")
            ? ESCAPED
                .matcher(text)
                .replaceAll(found ->
                    Matcher.quoteReplacement(
                        String.valueOf((char) Integer.parseInt(found.group(1), 16))))
            : text;
    if (plain.length() > Limits.CELL) {
      throw tooLong();
    }
    return plain;
  }

  /** The same the other way. */
  static String escaped(String text) {
    var escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean looksEscaped = c == '_' && ESCAPED.matcher(text).region(i, text.length()).lookingAt();
      boolean unwritable =
          (c < ' ' && c != '\n' && c != '\t') || c >= 0xfffe || isLoneHalf(text, i);
      if (looksEscaped || unwritable) {
        escaped.append("_x%04X_".formatted((int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  private static boolean isLoneHalf(String text, int i) {
    char c = text.charAt(i);
    return Character.isHighSurrogate(c)
        ? i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))
        : Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }
}
