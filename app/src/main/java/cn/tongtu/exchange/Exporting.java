package cn.tongtu.exchange;

import cn.tongtu.engine.sheet.WorkbookWriter;
import cn.tongtu.identity.Audit;
import cn.tongtu.register.EntrySearch;
import cn.tongtu.register.Register;
import cn.tongtu.register.SheetRows;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Refusal;
import java.io.OutputStream;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Writes what a search finds in a register into a workbook that goes back in (台账导出). */
@Service
class Exporting {
  private static final String READ = "register.export";

  /** A sheet's rows without heading and foot. */
  private static final int MOST = 1_048_574;

  private final SheetRows rows;
  private final Audit audit;

  Exporting(SheetRows rows, Audit audit) {
    this.rows = rows;
    this.audit = audit;
  }

  /**
   * @param columns fields separated by commas, {@code all}, or empty for those that lists show
   * @throws Refusal when there are more than a sheet holds
   */
  @Transactional
  public void write(EntrySearch search, String columns, Actor actor, OutputStream out) {
    var register = search.register();
    var count = rows.count(search, MOST + 1);
    Refusal.unless(
        count <= MOST,
        "一张工作表最多 %d 行，请先缩小查询范围".formatted(MOST),
        "a sheet holds %d rows at most; look for fewer".formatted(MOST));
    audit.read(
        actor,
        READ,
        new RecordRef(register.recordKind(), 0),
        "导出台账 %s %d 条".formatted(register.label(), count));
    try (var book = new WorkbookWriter(out)) {
      try (var sheet = book.sheet(register.label(), rows.columns(register, columns))) {
        rows.each(search, columns, sheet::row);
      }
      book.notes("说明", notes(register));
    }
  }

  private static List<String> notes(Register register) {
    return List.of(
        register.label() + "：改好后可在“导入 Excel”原样导回。",
        "隐藏的“记录标识”“记录版本”两列用于认出每条记录，请保留；新增的行这两列留空。",
        "空白单元格不改变原有内容；要清除原有内容，请填“清空”。",
        "“编号”“状态”和计算出来的列只供查看，改动它们不会写入台账。");
  }
}
