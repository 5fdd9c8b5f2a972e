package cn.tongtu.paper;

import cn.tongtu.paper.view.PrintPage.Block;
import cn.tongtu.paper.view.PrintPage.Grid;
import cn.tongtu.paper.view.PrintPage.Text;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.poi.xwpf.usermodel.IBody;
import org.apache.poi.xwpf.usermodel.ParagraphAlignment;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTText;

/**
 * A form as an office made it in Word or WPS (文书模板), with marks such as {@code {site}} where the
 * record's values come. An editor may have split a mark over several runs; it is found all the
 * same.
 */
final class Form {
  private static final Pattern MARK = Pattern.compile("\\{([a-z][a-z0-9_.]*)}");
  private static final int HEADING_SIZE = 20;

  private Form() {}

  /** The names of all marks in it. */
  static Set<String> marks(byte[] template) {
    var names = new LinkedHashSet<String>();
    try (var file = open(template)) {
      paragraphs(file)
          .forEach(paragraph -> {
            var mark = MARK.matcher(whole(texts(paragraph)));
            while (mark.find()) {
              names.add(mark.group(1));
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return names;
  }

  static byte[] filled(byte[] template, UnaryOperator<String> value) {
    try (var file = open(template);
        var out = new ByteArrayOutputStream()) {
      paragraphs(file).forEach(paragraph -> fill(texts(paragraph), value));
      file.write(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static XWPFDocument open(byte[] template) throws IOException {
    return new XWPFDocument(new ByteArrayInputStream(template));
  }

  /** Of the text, its tables, and what stands above and below each page. */
  private static Stream<XWPFParagraph> paragraphs(XWPFDocument file) {
    return Stream.concat(
            Stream.of((IBody) file),
            Stream.concat(file.getHeaderList().stream(), file.getFooterList().stream()))
        .flatMap(Form::paragraphs);
  }

  private static Stream<XWPFParagraph> paragraphs(IBody body) {
    return Stream.concat(
        body.getParagraphs().stream(),
        body.getTables().stream()
            .flatMap(table -> table.getRows().stream())
            .flatMap(row -> row.getTableCells().stream())
            .flatMap(Form::paragraphs));
  }

  private static List<CTText> texts(XWPFParagraph paragraph) {
    return paragraph.getRuns().stream().flatMap(run -> run.getCTR().getTList().stream()).toList();
  }

  private static String whole(List<CTText> texts) {
    return String.join("", texts.stream().map(CTText::getStringValue).toList());
  }

  /** A value stands where its mark began, in the typeface that it began in. */
  private static void fill(List<CTText> texts, UnaryOperator<String> value) {
    var whole = whole(texts);
    var marks = MARK.matcher(whole).results().toList().reversed();
    for (var mark : marks) {
      var said = value.apply(mark.group(1)).replaceAll("\\s*\\R\\s*", "；");
      var from = 0;
      for (var text : texts) {
        var held = text.getStringValue();
        var to = from + held.length();
        if (mark.start() < to && mark.end() > from) {
          var before = held.substring(0, Math.max(0, mark.start() - from));
          var after = held.substring(Math.min(held.length(), mark.end() - from));
          text.setStringValue(before + (mark.start() >= from ? said : "") + after);
          text.setSpace(org.apache.xmlbeans.impl.xb.xmlschema.SpaceAttribute.Space.PRESERVE);
        }
        from = to;
      }
    }
  }

  /** What a filled one says, for a page. */
  static List<Block> blocks(byte[] filled) {
    var blocks = new ArrayList<Block>();
    try (var file = open(filled)) {
      for (var element : file.getBodyElements()) {
        switch (element) {
          case XWPFParagraph paragraph -> blocks.add(block(paragraph));
          case XWPFTable table ->
              blocks.add(
                  new Grid(
                      table.getRows().stream()
                          .map(row ->
                              row.getTableCells().stream().map(cell -> cell.getText()).toList())
                          .toList()));
          default -> {}
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return blocks;
  }

  private static Text block(XWPFParagraph paragraph) {
    var side =
        Map.of(ParagraphAlignment.CENTER, "center", ParagraphAlignment.RIGHT, "right")
            .getOrDefault(paragraph.getAlignment(), "left");
    var large =
        paragraph.getRuns().stream()
            .anyMatch(
                run -> Objects.requireNonNullElse(run.getFontSizeAsDouble(), 0.0) >= HEADING_SIZE);
    return new Text(paragraph.getText(), side, large);
  }
}
