package cn.tongtu.register;

import cn.tongtu.engine.sheet.CellKind;
import cn.tongtu.engine.sheet.CellValue;
import cn.tongtu.engine.sheet.SheetColumn;
import cn.tongtu.engine.sheet.SheetField;
import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Organisations;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The records of a register as rows of a spreadsheet that come back the same (台账的表格行). */
@Component
public class SheetRows {
  private final Entries entries;
  private final Organisations organisations;
  private final References references;

  SheetRows(Entries entries, Organisations organisations, References references) {
    this.entries = entries;
    this.organisations = organisations;
    this.references = references;
  }

  /** How many a search finds, counted no further than to {@code most}. */
  public long count(EntrySearch search, int most) {
    return entries.count(search.register(), search, most);
  }

  /**
   * @param asked fields separated by commas, {@code all}, or empty for those that lists show
   */
  public List<SheetColumn> columns(Register register, String asked) {
    var columns = new ArrayList<SheetColumn>();
    for (var field : fields(register, asked)) {
      var column = SheetColumn.of(field.label().chinese(), field.cell());
      columns.add(
          field.type().number() && !(column.kind() instanceof CellKind.Percent)
              ? column.withSum()
              : column);
    }
    for (var head : heads(register)) {
      var column = SheetColumn.of(head.label(), head.kind());
      columns.add(
          head.id().equals(SheetFields.ID) || head.id().equals(SheetFields.REVISION)
              ? column.asHidden()
              : column);
    }
    return columns;
  }

  private static List<Field> fields(Register register, String asked) {
    return asked.equals(Showing.ALL)
        ? List.copyOf(register.fields().values())
        : asked.isEmpty()
            ? Showing.list(register).shown()
            : Showing.columns(register, asked).stream().map(register::field).toList();
  }

  private static List<SheetField> heads(Register register) {
    return SheetFields.of(register).stream().filter(field -> field.id().startsWith("_")).toList();
  }

  /** What a search finds, a row a record, in its order, in the columns as above. */
  public void each(EntrySearch search, String asked, Consumer<List<CellValue>> row) {
    var register = search.register();
    var fields = fields(register, asked);
    var heads = heads(register);
    var written = new HashMap<List<Object>, String>();
    var orgs =
        organisations.list().stream()
            .collect(Collectors.toMap(Organisation::code, Organisation::name));
    try (var found = entries.stream(register, search)) {
      found.forEach(entry -> {
        var cells = new ArrayList<CellValue>();
        for (var field : fields) {
          var value = entry.values().get(field.id());
          cells.add(
              value == null
                  ? CellValue.BLANK
                  : SheetFields.cell(
                      field,
                      value,
                      text ->
                          written.computeIfAbsent(
                              List.of(field.type(), text),
                              _ -> references.written(field.type(), value))));
        }
        heads.forEach(head ->
            cells.add(
                head(head.id(), register, entry, orgs.getOrDefault(entry.org(), entry.org()))));
        row.accept(cells);
      });
    }
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
}
