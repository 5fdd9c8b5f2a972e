package cn.tongtu.engine.sheet;

import cn.tongtu.engine.sheet.SheetCell.Format;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.poi.EncryptedDocumentException;
import org.apache.poi.hssf.record.BOFRecord;
import org.apache.poi.hssf.record.BoundSheetRecord;
import org.apache.poi.hssf.record.DateWindow1904Record;
import org.apache.poi.hssf.record.ExtendedFormatRecord;
import org.apache.poi.hssf.record.FormatRecord;
import org.apache.poi.hssf.record.RecordFactoryInputStream;
import org.apache.poi.hssf.record.SSTRecord;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.jspecify.annotations.Nullable;

/**
 * A workbook of Excel 97 to 2003 (BIFF8): .xls, and .et of older WPS. Apache POI reads its records.
 */
final class XlsSource implements Source {
  private final POIFSFileSystem files;
  private final List<BoundSheetRecord> bound = new ArrayList<>();
  private final List<Format> formats = new ArrayList<>();
  private final List<Notice> notices = new ArrayList<>();
  private @Nullable SSTRecord texts;
  private boolean since1904;

  private XlsSource(POIFSFileSystem files) {
    this.files = files;
    var root = files.getRoot();
    if (root.hasEntryCaseInsensitive("EncryptedPackage")) {
      throw FileForm.encrypted();
    }
    if (!root.hasEntryCaseInsensitive("Workbook")) {
      throw root.hasEntryCaseInsensitive("Book")
          ? FileForm.other("Excel 95 及更早的工作簿", "a workbook of Excel 95 or older")
          : FileForm.other("旧版 Word 或其他文档", "an old Word or other document");
    }
    globals();
    if (root.hasEntryCaseInsensitive("_VBA_PROJECT_CUR")) {
      notices.add(
          new Notice("文件带有宏，宏未执行也未读取。", "The file has macros; they were neither run nor read."));
    }
  }

  static XlsSource open(Path file) throws IOException {
    try {
      var files = new POIFSFileSystem(file.toFile(), true);
      try {
        return new XlsSource(files);
      } catch (RuntimeException e) {
        files.close();
        throw e;
      }
    } catch (EncryptedDocumentException e) {
      throw FileForm.encrypted();
    } catch (UnreadableFile e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw UnreadableFile.damaged(
          "旧版工作簿结构不完整", "the structure of the old workbook is broken", "", e);
    }
  }

  private void globals() {
    var codes = new HashMap<Integer, String>();
    var styles = new ArrayList<Integer>();
    var records = records();
    for (var record = records.nextRecord(); record != null; record = records.nextRecord()) {
      switch (record) {
        case BoundSheetRecord sheet -> bound.add(sheet);
        case DateWindow1904Record window -> since1904 = window.getWindowing() == 1;
        case FormatRecord format -> codes.put(format.getIndexCode(), format.getFormatString());
        case ExtendedFormatRecord style -> styles.add((int) style.getFormatIndex());
        case SSTRecord shared -> texts = shared;
        case BOFRecord begin -> {
          if (begin.getType() != BOFRecord.TYPE_WORKBOOK) {
            formats(styles, codes);
            return;
          }
        }
        default -> {}
      }
    }
    formats(styles, codes);
  }

  private void formats(List<Integer> styles, Map<Integer, String> codes) {
    for (int id : styles) {
      formats.add(Formats.of(id, codes.get(id), since1904));
    }
  }

  private RecordFactoryInputStream records() {
    try {
      DirectoryNode root = files.getRoot();
      var in = root.createDocumentInputStream(root.getEntryCaseInsensitive("Workbook"));
      return new RecordFactoryInputStream(in, true);
    } catch (IOException e) {
      throw UnreadableFile.damaged(
          "旧版工作簿结构不完整", "the structure of the old workbook is broken", "", e);
    }
  }

  @Override
  public List<Name> sheets() {
    return bound.stream()
        .map(sheet -> new Name(sheet.getSheetname(), sheet.isHidden() || sheet.isVeryHidden()))
        .toList();
  }

  @Override
  public List<Notice> notices() {
    return notices;
  }

  @Override
  public Rows rows(int sheet) {
    var plain = new Format("General", Format.Shape.PLAIN, since1904);
    return new XlsRows(bound.get(sheet), sheet, records(), texts, formats, plain);
  }

  @Override
  public void close() {
    try {
      files.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
