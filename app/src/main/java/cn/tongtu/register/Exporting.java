package cn.tongtu.register;

import cn.tongtu.engine.sheet.CellKind;
import cn.tongtu.engine.sheet.CellValue;
import cn.tongtu.engine.sheet.SheetColumn;
import cn.tongtu.engine.sheet.SheetField;
import cn.tongtu.engine.sheet.WorkbookWriter;
import cn.tongtu.identity.Audit;
import cn.tongtu.identity.Directory;
import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Organisations;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Refusal;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Writes what a search finds in a register into a workbook that goes back in (台账导出). */
@Service
class Exporting {
  private static final String READ = "register.export";

  /** A sheet's rows without heading and foot. */
  private static final int MOST = 1_048_574;

  private final Entries entries;
  private final Organisations organisations;
  private final Directory directory;
  private final Audit audit;

  Exporting(Entries entries, Organisations organisations, Directory directory, Audit audit) {
    this.entries = entries;
    this.organisations = organisations;
    this.directory = directory;
    this.audit = audit;
  }

  /**
   * @param all every field, and not only those that lists show
   * @throws Refusal when there are more than a sheet holds
   */
  @Transactional
  public void write(
      Register register, EntrySearch search, boolean all, Actor actor, OutputStream out) {
    var count = entries.count(register, search, MOST + 1);
    Refusal.unless(
        count <= MOST,
        "一张工作表最多 %d 行，请先缩小查询范围".formatted(MOST),
        "a sheet holds %d rows at most; look for fewer".formatted(MOST));
    audit.read(
        actor,
        READ,
        new RecordRef(register.recordKind(), 0),
        "导出台账 %s %d 条".formatted(register.label(), count));
    var fields = register.fields().values().stream().filter(field -> all || field.list()).toList();
    var staff = Staff.of(directory.list());
    var orgs =
        organisations.list().stream()
            .collect(Collectors.toMap(Organisation::code, Organisation::name));
    var heads =
        SheetFields.of(register).stream().filter(field -> field.id().startsWith("_")).toList();
    try (var book = new WorkbookWriter(out)) {
      try (var sheet = book.sheet(register.label(), columns(fields, heads));
          var found = entries.stream(register, search)) {
        found.forEach(entry -> {
          var cells = new ArrayList<CellValue>();
          for (var field : fields) {
            var value = entry.values().get(field.id());
            cells.add(
                value == null
                    ? CellValue.BLANK
                    : field.type() instanceof FieldType.Person()
                        ? new CellValue.Text(staff.name((String) value))
                        : SheetFields.cell(field, value));
          }
          heads.forEach(head ->
              cells.add(
                  head(head.id(), register, entry, orgs.getOrDefault(entry.org(), entry.org()))));
          sheet.row(cells);
        });
      }
      book.notes("说明", notes(register));
    }
  }

  private static List<SheetColumn> columns(List<Field> fields, List<SheetField> heads) {
    var columns = new ArrayList<SheetColumn>();
    for (var field : fields) {
      var column = SheetColumn.of(field.label().chinese(), SheetFields.kind(field));
      columns.add(
          field.type().number() && !(column.kind() instanceof CellKind.Percent)
              ? column.withSum()
              : column);
    }
    for (var head : heads) {
      var column = SheetColumn.of(head.label(), head.kind());
      columns.add(
          head.id().equals(SheetFields.ID) || head.id().equals(SheetFields.REVISION)
              ? column.asHidden()
              : column);
    }
    return columns;
  }

  private static CellValue head(String id, Register register, Entry entry, String org) {
    return switch (id) {
      case SheetFields.ORG -> new CellValue.Text(org);
      case SheetFields.NUMBER ->
          entry.number().<CellValue>map(CellValue.Text::new).orElse(CellValue.BLANK);
      case SheetFields.STATE ->
          register
              .life()
              .state(entry)
              .<CellValue>map(state -> new CellValue.Text(state.label().chinese()))
              .orElse(CellValue.BLANK);
      case SheetFields.ID -> new CellValue.Text(register.id() + "/" + entry.id());
      default -> new CellValue.Amount(BigDecimal.valueOf(entry.revision()));
    };
  }

  private static List<String> notes(Register register) {
    return List.of(
        register.label() + "：改好后可在“导入 Excel”原样导回。",
        "隐藏的“记录标识”“记录版本”两列用于认出每条记录，请保留；新增的行这两列留空。",
        "空白单元格不改变原有内容；要清除原有内容，请填“清空”。",
        "“编号”“状态”和计算出来的列只供查看，改动它们不会写入台账。");
  }
}
