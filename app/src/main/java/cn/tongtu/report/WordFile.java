package cn.tongtu.report;

import cn.tongtu.report.Document.Block;
import cn.tongtu.report.Document.Piece;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.poi.wp.usermodel.HeaderFooterType;
import org.apache.poi.xwpf.usermodel.ParagraphAlignment;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTRPr;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STDocGrid;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STFldCharType;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STLineSpacingRule;

/**
 * Writes a document as a Word file in the official format (党政机关公文格式, GB/T 9704-2012). Each figure
 * is a content control whose tag names its cell, so that people may edit the prose around it in
 * Word or WPS and the figure stays bound.
 */
final class WordFile {
  /** Twentieths of a point in a millimetre: 1440 an inch. */
  private static final double TWIPS = 1440 / 25.4;

  private static final int LINE = 579;
  private static final int BODY_SIZE = 16;
  private static final int TITLE_SIZE = 22;
  private static final String LATIN = "Times New Roman";
  private static final String BODY = "仿宋_GB2312";

  private final XWPFDocument file = new XWPFDocument();
  private final Set<String> tags = new HashSet<>();

  static void write(Document document, OutputStream out) throws IOException {
    var word = new WordFile();
    word.page();
    word.title(document.titleLines());
    document.body().forEach(word::block);
    word.pageNumber();
    word.file.getProperties().getCoreProperties().setTitle(document.title());
    try (var file = word.file) {
      file.write(out);
    }
  }

  /** A4, 版心 156 × 225 mm, 22 lines of 28 characters. */
  private void page() {
    var section = file.getDocument().getBody().addNewSectPr();
    var size = section.addNewPgSz();
    size.setW(millimetres(210));
    size.setH(millimetres(297));
    var margins = section.addNewPgMar();
    margins.setTop(millimetres(37));
    margins.setBottom(millimetres(35));
    margins.setLeft(millimetres(28));
    margins.setRight(millimetres(26));
    margins.setHeader(millimetres(15));
    margins.setFooter(millimetres(28));
    margins.setGutter(BigInteger.ZERO);
    var grid = section.addNewDocGrid();
    grid.setType(STDocGrid.LINES_AND_CHARS);
    grid.setLinePitch(BigInteger.valueOf(LINE));
  }

  private static BigInteger millimetres(int length) {
    return BigInteger.valueOf(Math.round(length * TWIPS));
  }

  private void title(List<String> lines) {
    for (var line : lines) {
      var paragraph = file.createParagraph();
      paragraph.setAlignment(ParagraphAlignment.CENTER);
      paragraph.setSpacingAfter(line.equals(lines.getLast()) ? LINE : 0);
      words(paragraph, line, new Face("方正小标宋简体", TITLE_SIZE));
    }
  }

  private void block(Block block) {
    switch (block) {
      case Block.Heading(var level, var text) ->
          paragraph(text, new Face(level == 1 ? "黑体" : "楷体_GB2312", BODY_SIZE), level);
      case Block.Paragraph(var text) -> paragraph(text, new Face(BODY, BODY_SIZE), 0);
      case Block.Attention(var text) -> paragraph(text, new Face("楷体_GB2312", BODY_SIZE), 0);
    }
  }

  private void paragraph(List<Piece> pieces, Face face, int outline) {
    var paragraph = file.createParagraph();
    paragraph.setAlignment(ParagraphAlignment.BOTH);
    var properties =
        paragraph.getCTP().isSetPPr()
            ? paragraph.getCTP().getPPr()
            : paragraph.getCTP().addNewPPr();
    // Two characters, whatever the size: Word counts hundredths of a character here.
    var indent = properties.addNewInd();
    indent.setFirstLineChars(BigInteger.valueOf(200));
    indent.setFirstLine(BigInteger.valueOf(2L * BODY_SIZE * 20));
    var spacing = properties.addNewSpacing();
    spacing.setLine(BigInteger.valueOf(LINE));
    spacing.setLineRule(STLineSpacingRule.EXACT);
    if (outline > 0) {
      properties.addNewOutlineLvl().setVal(BigInteger.valueOf(outline - 1L));
    }
    for (var piece : pieces) {
      switch (piece) {
        case Piece.Words(var text) -> words(paragraph, text, face);
        case Piece.Cell cell -> control(paragraph, cell, face);
      }
    }
  }

  private static void words(XWPFParagraph paragraph, String text, Face face) {
    var run = paragraph.getCTP().addNewR();
    face.on(run.addNewRPr());
    run.addNewT().setStringValue(text);
  }

  private void control(XWPFParagraph paragraph, Piece.Cell cell, Face face) {
    var control = paragraph.getCTP().addNewSdt();
    var properties = control.addNewSdtPr();
    // Said here too: LibreOffice takes a plain-text control's face from the control, not from its
    // run.
    face.on(properties.addNewRPr());
    properties.addNewAlias().setVal(cell.figure().indicator().label());
    properties.addNewTag().setVal(cell.tag());
    // Word wants each control's number once; the same cell may stand twice.
    var key = cell.tag();
    while (!tags.add(key)) {
      key += "'";
    }
    properties.addNewId().setVal(BigInteger.valueOf(key.hashCode()));
    var run = control.addNewSdtContent().addNewR();
    face.on(run.addNewRPr());
    run.addNewT().setStringValue(cell.printed());
  }

  /** — 1 —, 四号. */
  private void pageNumber() {
    var paragraph = file.createFooter(HeaderFooterType.DEFAULT).createParagraph();
    paragraph.setAlignment(ParagraphAlignment.CENTER);
    var face = new Face("宋体", 14);
    words(paragraph, "— ", face);
    field(paragraph, STFldCharType.BEGIN, face);
    var run = paragraph.getCTP().addNewR();
    face.on(run.addNewRPr());
    run.addNewInstrText().setStringValue("PAGE");
    field(paragraph, STFldCharType.END, face);
    words(paragraph, " —", face);
  }

  private static void field(XWPFParagraph paragraph, STFldCharType.Enum type, Face face) {
    var run = paragraph.getCTP().addNewR();
    face.on(run.addNewRPr());
    run.addNewFldChar().setFldCharType(type);
  }

  /** A typeface and its size in points; figures and Latin letters stand in the same size. */
  private record Face(String chinese, int size) {
    void on(CTRPr properties) {
      var fonts = properties.addNewRFonts();
      fonts.setEastAsia(chinese);
      fonts.setAscii(LATIN);
      fonts.setHAnsi(LATIN);
      properties.addNewSz().setVal(BigInteger.valueOf(2L * size));
      properties.addNewSzCs().setVal(BigInteger.valueOf(2L * size));
    }
  }
}
