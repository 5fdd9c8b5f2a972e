package cn.tongtu.engine.sheet;

import cn.tongtu.engine.sheet.SheetCell.Format;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A workbook of Office Open XML (ECMA-376): .xlsx, .xlsm, and what WPS writes today. */
final class XlsxSource implements Source {
  private static final String RELATIONS = "_rels/.rels";

  private final GuardedZip zip;
  private final List<Name> names = new ArrayList<>();
  private final List<String> parts = new ArrayList<>();
  private final List<Notice> notices = new ArrayList<>();
  private final List<Format> formats;
  private final List<String> strings;
  private boolean since1904;

  private XlsxSource(GuardedZip zip) {
    this.zip = zip;
    var main = mainPart();
    var related = relations(relationsOf(main), main);
    workbook(main, related);
    formats = XlsxParts.formats(zip, pathOfType(related, "/styles"), since1904);
    strings = XlsxParts.strings(zip, pathOfType(related, "/sharedStrings"));
    if (zip.hasAnyEnding("vbaProject.bin")) {
      notices.add(
          new Notice("文件带有宏，宏未执行也未读取。", "The file has macros; they were neither run nor read."));
    }
  }

  static XlsxSource open(Path file) throws IOException {
    var zip = GuardedZip.open(file);
    try {
      return new XlsxSource(zip);
    } catch (RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  /** A part that another names. */
  private record Related(String type, String path) {}

  private String mainPart() {
    var main = pathOfType(relations(RELATIONS, ""), "/officeDocument");
    if (main == null || !zip.has(main)) {
      throw otherFormat();
    }
    if (main.endsWith(".bin")) {
      throw FileForm.other("二进制工作簿（.xlsb）", "a binary workbook (.xlsb)");
    }
    if (!main.startsWith("xl/") && (main.startsWith("word/") || main.startsWith("ppt/"))) {
      throw FileForm.other("Word 或 PowerPoint 文档", "a Word or PowerPoint document");
    }
    return main;
  }

  private UnreadableFile otherFormat() {
    if (zip.has("mimetype")) {
      return FileForm.other("OpenDocument 文件（.ods 等）", "an OpenDocument file (.ods and others)");
    }
    return zip.has("xl/workbook.xml")
        ? UnreadableFile.damaged("缺少部件关系", "the relations of its parts are missing", "")
        : FileForm.other("压缩包", "an archive");
  }

  private static String relationsOf(String part) {
    int slash = part.lastIndexOf('/') + 1;
    return part.substring(0, slash) + "_rels/" + part.substring(slash) + ".rels";
  }

  private Map<String, Related> relations(String part, String owner) {
    var in = zip.read(part);
    var related = new HashMap<String, Related>();
    if (in.isEmpty()) {
      return related;
    }
    try (var xml = new Xml(part, in.get())) {
      for (var tag = xml.next(); tag != null; tag = xml.next()) {
        var target = xml.starts() ? xml.attribute("Target") : null;
        var id = target == null ? null : xml.attribute("Id");
        if (id != null && target != null && !"External".equals(xml.attribute("TargetMode"))) {
          related.put(id, new Related(String.valueOf(xml.attribute("Type")), path(owner, target)));
        }
        if (related.size() > Limits.ZIP_ENTRIES) {
          throw UnreadableFile.tooLarge("部件关系过多", "too many relations between parts");
        }
      }
    }
    return related;
  }

  private static String path(String owner, String target) {
    if (target.startsWith("/")) {
      return target.substring(1);
    }
    var folder = owner.substring(0, owner.lastIndexOf('/') + 1);
    var plain = target;
    while (plain.startsWith("../") && !folder.isEmpty()) {
      plain = plain.substring(3);
      folder = folder.substring(0, folder.lastIndexOf('/', folder.length() - 2) + 1);
    }
    return folder + plain;
  }

  private static @Nullable String pathOfType(Map<String, Related> related, String type) {
    return related.values().stream()
        .filter(part -> part.type().endsWith(type))
        .map(Related::path)
        .findFirst()
        .orElse(null);
  }

  private void workbook(String main, Map<String, Related> related) {
    try (var xml = new Xml(main, zip.read(main).orElseThrow())) {
      for (var tag = xml.next(); tag != null; tag = xml.next()) {
        if (xml.starts() && tag.equals("workbookPr")) {
          since1904 = xml.isTrue("date1904");
        } else if (xml.starts() && tag.equals("sheet")) {
          sheet(xml, related);
        }
      }
    }
    if (names.isEmpty()) {
      throw UnreadableFile.damaged("没有工作表", "there is no sheet", main);
    }
  }

  private void sheet(Xml xml, Map<String, Related> related) {
    var name = String.valueOf(xml.attribute("name"));
    var part = related.get(String.valueOf(xml.attributeOfAny("id")));
    // Charts and macro sheets have a tab and no cells.
    if (part == null || !part.type().endsWith("/worksheet")) {
      return;
    }
    if (!zip.has(part.path())) {
      throw UnreadableFile.damaged("缺少工作表", "a sheet is missing", name);
    }
    if (names.size() >= Limits.SHEETS) {
      throw UnreadableFile.tooLarge("工作表超过 1000 个", "more than 1,000 sheets");
    }
    var state = xml.attribute("state");
    names.add(new Name(name, state != null && !state.equals("visible")));
    parts.add(part.path());
  }

  @Override
  public List<Name> sheets() {
    return names;
  }

  @Override
  public List<Notice> notices() {
    return notices;
  }

  @Override
  public Rows rows(int sheet) {
    var part = parts.get(sheet);
    var name = names.get(sheet).name();
    return new XlsxRows(
        name, new Xml(part, zip.read(part).orElseThrow()), strings, formats, since1904);
  }

  @Override
  public void close() {
    zip.close();
  }
}
