package cn.tongtu.register;

import cn.tongtu.engine.sheet.CellKind;
import cn.tongtu.engine.sheet.CellValue;
import cn.tongtu.engine.sheet.SheetField;
import cn.tongtu.engine.value.Money;
import cn.tongtu.engine.value.Unit;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The columns by which a register goes into a spreadsheet and comes back (台账的表格列). */
public final class SheetFields {
  /** Which record a row is, as {@code rectification/12}; written hidden. */
  static final String ID = "_id";

  static final String REVISION = "_revision";
  static final String NUMBER = "_number";
  static final String STATE = "_state";
  static final String ORG = "_org";

  private SheetFields() {}

  /** What a column may be matched to; what the product works out itself comes last. */
  public static List<SheetField> of(Register register) {
    var fields = new ArrayList<SheetField>();
    register
        .fields()
        .values()
        .forEach(field -> {
          // A file goes out by its name and does not come in that way.
          if (!(field.type() instanceof FieldType.Files)) {
            fields.add(
                new SheetField(
                    field.id(),
                    field.label().chinese(),
                    List.of(field.label().english()),
                    List.of(),
                    field.cell()));
          }
        });
    fields.add(head(ORG, "单位", "Organisation", "所属单位", "填报单位"));
    if (register.numbering().isPresent()) {
      fields.add(head(NUMBER, "编号", "Number", "文号"));
    }
    if (!register.life().states().isEmpty()) {
      fields.add(head(STATE, "状态", "State"));
    }
    fields.add(head(ID, "记录标识", "Record id"));
    fields.add(
        new SheetField(
            REVISION, "记录版本", List.of("Record revision"), List.of(), new CellKind.Whole(Unit.ONE)));
    return fields;
  }

  private static SheetField head(String id, String label, String... aliases) {
    return new SheetField(id, label, List.of(aliases), List.of(), new CellKind.Code());
  }

  /** What a cell says, as it would be typed into the form; nothing for what says nothing. */
  static Stream<String> typed(CellValue value) {
    return switch (value) {
      case CellValue.Blank(), CellValue.Wrong(_) -> Stream.empty();
      case CellValue.Clear() -> Stream.of("");
      case CellValue.Text(var text) -> Stream.of(text);
      case CellValue.Amount(var amount) -> Stream.of(amount.stripTrailingZeros().toPlainString());
      case CellValue.Sum(var money) -> Stream.of(money.toString());
      case CellValue.Day(var day) -> Stream.of(day.toString());
      case CellValue.Month(var month) -> Stream.of(month.toString());
      case CellValue.YesNo(var yes) -> Stream.of(yes ? "是" : "否");
      case CellValue.Chosen(var code) -> Stream.of(code);
      case CellValue.At(var chainage) -> Stream.of(chainage.toString());
    };
  }

  /** A value as a cell; what it refers to is named by {@code named}. */
  static CellValue cell(Field field, Object value, UnaryOperator<String> named) {
    return switch (field.type()) {
      case FieldType.Text(), FieldType.LongText() -> new CellValue.Text((String) value);
      case FieldType.Person(),
          FieldType.Org(),
          FieldType.Coded(_),
          FieldType.Record(_),
          FieldType.Along(),
          FieldType.OnMap(_),
          FieldType.Files(_, _) ->
          new CellValue.Text(named.apply(field.type().text(value)));
      case FieldType.Whole() -> new CellValue.Amount(BigDecimal.valueOf((long) value));
      case FieldType.Amount(_) -> new CellValue.Amount((BigDecimal) value);
      case FieldType.Sum(_) -> new CellValue.Sum(new Money((BigDecimal) value));
      case FieldType.Day() -> new CellValue.Day((LocalDate) value);
      case FieldType.Month() -> new CellValue.Month(YearMonth.from((LocalDate) value));
      case FieldType.YesNo() -> new CellValue.YesNo((boolean) value);
      case FieldType.Choice(_) -> new CellValue.Chosen((String) value);
    };
  }
}
