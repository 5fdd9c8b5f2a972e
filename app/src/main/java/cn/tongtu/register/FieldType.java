package cn.tongtu.register;

import cn.tongtu.engine.expression.Kind;
import cn.tongtu.engine.geo.Shape;
import cn.tongtu.engine.sheet.CellKind;
import cn.tongtu.engine.sheet.CellReader;
import cn.tongtu.engine.sheet.CellValue;
import cn.tongtu.engine.value.Ratio;
import cn.tongtu.engine.value.Rounding;
import cn.tongtu.engine.value.Unit;
import cn.tongtu.map.Drawn;
import cn.tongtu.map.GeoJson;
import cn.tongtu.map.MapView.Drawing;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.Words;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a field of a register holds (字段类型), how it is read from what people write, and how it is
 * kept.
 */
sealed interface FieldType {
  /** Stands for the day on which something is entered. */
  String TODAY = "today";

  int DECIMALS = 4;

  record Text() implements FieldType {}

  record LongText() implements FieldType {}

  record Whole() implements FieldType {}

  /** A decimal of a unit, at most four decimals. */
  record Amount(Unit unit) implements FieldType {}

  /**
   * A sum of money (金额), kept in 元 to the 分.
   *
   * @param unit 元, 万元 or 亿元: in which it is typed and shown
   */
  record Sum(Unit unit) implements FieldType {}

  record Day() implements FieldType {}

  /** A month, kept as its first day. */
  record Month() implements FieldType {}

  record Choice(List<String> of) implements FieldType {}

  record YesNo() implements FieldType {}

  /** One of the staff, by account. */
  record Person() implements FieldType {}

  /** One of the organisations, by code. */
  record Org() implements FieldType {}

  /** A coded record (项目、路线、地理要素), by its code. */
  record Coded(String to) implements FieldType {}

  /** A record of another register, by its number there. */
  record Record(String to) implements FieldType {}

  /** A stretch of a road (桩号段). */
  record Along() implements FieldType {}

  /** Where it lies (位置): a point, a line or an area. */
  record OnMap(Drawing.Kind shape) implements FieldType {}

  /**
   * Photos or files (照片、附件).
   *
   * @param many whether it may be more than one
   */
  record Files(boolean photos, boolean many) implements FieldType {}

  default String column() {
    return switch (this) {
      case Text(), LongText(), Choice(_), Person(), Org(), Coded(_), Along() -> "text";
      case Whole(), Record(_) -> "bigint";
      case Amount(_), Sum(_) -> "numeric";
      case Day(), Month() -> "date";
      case YesNo() -> "boolean";
      case OnMap(_), Files(_, _) -> "jsonb";
    };
  }

  /** What its column holds; what was kept as one thing cannot be read as another. */
  default String meaning() {
    return switch (this) {
      case Sum(_) -> "money";
      case Amount(var unit) -> "quantity " + unit;
      case Month() -> "month";
      case Coded(var to) -> "reference " + to;
      case Record(var to) -> "reference " + to;
      case Along() -> "chainage";
      case OnMap(var shape) -> shape.name();
      case Files(_, _) -> "files";
      case Text(), LongText(), Choice(_), Person(), Org(), Whole(), Day(), YesNo() -> column();
    };
  }

  /** What was kept with this meaning, as far as it takes to read it. */
  static FieldType meant(String meaning) {
    var words = meaning.split(" ", 2);
    return switch (words[0]) {
      case "money" -> new Sum(Unit.YUAN);
      case "quantity" -> new Amount(Unit.of(words[1]));
      case "month" -> new Month();
      case "reference" -> new Coded(words[1]);
      case "chainage" -> new Along();
      case "files" -> new Files(false, true);
      case "bigint" -> new Whole();
      case "date" -> new Day();
      case "boolean" -> new YesNo();
      case "text" -> new Text();
      default -> new OnMap(Drawing.Kind.valueOf(words[0]));
    };
  }

  /** How its cells in a spreadsheet are read and written. */
  default CellKind cell() {
    return switch (this) {
      case Text(),
          LongText(),
          Person(),
          Org(),
          Coded(_),
          Record(_),
          Along(),
          OnMap(_),
          Files(_, _) ->
          new CellKind.Text();
      case Whole() -> new CellKind.Whole(Unit.ONE);
      case Amount(var unit) ->
          unit.equals(Unit.PERCENT)
              ? new CellKind.Percent(DECIMALS)
              : new CellKind.Decimal(unit, DECIMALS);
      case Sum(var unit) -> new CellKind.Sum(unit);
      case Day() -> new CellKind.Day();
      case Month() -> new CellKind.Month();
      case YesNo() -> new CellKind.YesNo();
      case Choice(var of) ->
          new CellKind.OneOf(
              of.stream().map(word -> new CellKind.Option(word, word, List.of())).toList());
    };
  }

  /** The unit that stands beside it; none where it has none. */
  default Optional<Unit> beside() {
    return switch (this) {
      case Amount(var unit) -> Optional.of(unit);
      case Sum(var unit) -> Optional.of(unit);
      default -> Optional.empty();
    };
  }

  /** The unit in which its values are kept. */
  default Unit kept() {
    return this instanceof Sum ? Unit.YUAN : beside().orElse(Unit.ONE);
  }

  /**
   * Reads what was typed, as a cell of a spreadsheet is read; nothing where it says nothing. Who or
   * what is named is not looked up.
   *
   * @throws Refusal when the text is not of this type; it says how to write it
   */
  default Optional<Object> read(String text) {
    return switch (this) {
      case Text(), LongText(), Person(), Org(), Coded(_) -> Optional.of(text);
      case Record(_) -> Optional.of(number(text));
      case Along() -> Optional.of(Stretch.read(text));
      case Files(_, _) -> throw new Refusal("附件只能上传，不能填写", "files are uploaded and not typed");
      case OnMap(var shape) -> Optional.of(Drawn.read(text, shape, ""));
      case Whole(), Amount(_), Sum(_), Day(), Month(), Choice(_), YesNo() ->
          value(CellReader.typed(text, cell(), beside(), LocalDate.now(Words.CHINA)));
    };
  }

  private static long number(String text) {
    Refusal.unless(
        text.matches("#?\\d{1,18}"),
        "“" + text + "”应为记录序号，如 #12",
        "“" + text + "” should be a record's number, as #12");
    return Long.parseLong(text.replace("#", ""));
  }

  private Optional<Object> value(CellValue said) {
    return switch (said) {
      case CellValue.Blank(), CellValue.Clear() -> Optional.empty();
      case CellValue.Wrong(var problem) -> throw new Refusal(problem.chinese(), problem.english());
      case CellValue.Text(var text) -> Optional.of(text);
      case CellValue.Amount(var amount) ->
          Optional.of(this instanceof Whole ? amount.longValueExact() : amount);
      case CellValue.Sum(var money) -> Optional.of(money.yuan());
      case CellValue.Day(var day) -> Optional.of(day);
      case CellValue.Month(var month) -> Optional.of(month.atDay(1));
      case CellValue.YesNo(var yes) -> Optional.of(yes);
      case CellValue.Chosen(var code) -> Optional.of(code);
      case CellValue.At(var chainage) -> Optional.of(chainage.toString());
    };
  }

  /** A number in the unit that stands beside it, as it is printed in columns and summed. */
  default BigDecimal shown(Object value) {
    var amount = new BigDecimal(value.toString());
    return this instanceof Sum(var unit)
        ? Ratio.of(amount).dividedBy(unit.worth()).exactDecimal()
        : amount;
  }

  /** As a person reads it. */
  default String print(Object value) {
    return switch (this) {
      case Amount(var unit) -> plain((BigDecimal) value) + " " + unit;
      case Sum(var unit) -> plain(shown(value)) + " " + unit;
      case Month() -> YearMonth.from((LocalDate) value).toString();
      case YesNo() -> (boolean) value ? "是" : "否";
      case Record(_) -> "#" + value;
      case OnMap(_) -> Drawn.size((Shape) value).chinese();
      case Files(_, _) -> HeldFiles.names(value);
      case Text(), LongText(), Whole(), Day(), Choice(_), Person(), Org(), Coded(_), Along() ->
          value.toString();
    };
  }

  private static String plain(BigDecimal amount) {
    return amount.stripTrailingZeros().toPlainString();
  }

  /** As a person writes it; reading it gives the value again. */
  default String text(Object value) {
    return switch (this) {
      case Amount(_), Sum(_) -> plain(shown(value));
      case OnMap(_) -> Drawn.written((Shape) value);
      case Files(_, _) -> HeldFiles.digests(value);
      default -> print(value);
    };
  }

  /** As what was done to a record tells it; told apart wherever values are. */
  default String told(Object value) {
    return switch (this) {
      case OnMap(_) -> text(value);
      case Files(_, _) -> HeldFiles.told(value);
      default -> print(value);
    };
  }

  /** Whether numbers stand in it, which are set to the right and add up. */
  default boolean number() {
    return this instanceof Amount || this instanceof Sum || this instanceof Whole;
  }

  /** Whether parts of words are looked for in it. */
  default boolean searched() {
    return column().equals("text");
  }

  /** What the database keeps of a value. */
  default Object stored(Object value) {
    return switch (this) {
      case Along() -> value.toString();
      case OnMap(_) -> GeoJson.of((Shape) value);
      case Files(_, _) -> HeldFiles.written(value);
      default -> value;
    };
  }

  /** The value of what the database keeps. */
  default Object taken(Object stored) {
    return switch (this) {
      case Along() -> Stretch.read((String) stored);
      case OnMap(_) -> GeoJson.read(stored.toString(), "");
      case Files(_, _) -> HeldFiles.read(stored.toString());
      default -> stored;
    };
  }

  /** Which record it is about, as a posting's subject names it. */
  default String subject(Object value) {
    return switch (this) {
      case Along() -> ((Stretch) value).route();
      case Record(var to) -> to + "/" + value;
      default -> value.toString();
    };
  }

  /** What expressions take it for. */
  default Kind kind() {
    return switch (this) {
      case Text(), LongText(), Along(), OnMap(_) -> new Kind.Text();
      case Files(_, _) -> HeldFiles.KIND;
      case Whole() -> Kind.Number.PLAIN;
      case Amount(_), Sum(_) -> new Kind.Number(kept());
      case Day() -> new Kind.Day();
      case Month() -> new Kind.Month();
      case Choice(var of) -> Kind.Choice.of(of);
      case YesNo() -> new Kind.YesNo();
      case Person() -> new Kind.Reference("person");
      case Org() -> new Kind.Reference("organisation");
      case Coded(var to) -> new Kind.Reference(to);
      case Record(var to) -> new Kind.Reference(to);
    };
  }

  /** What expressions may ask of it besides, by the name behind its own and a point. */
  default Map<String, Kind> parts() {
    return this instanceof Along()
        ? Map.of("length", new Kind.Number(Stretch.METRE), "route", new Kind.Reference("road"))
        : Map.of();
  }

  default Object part(String name, Object value) {
    var stretch = (Stretch) value;
    return name.equals("route") ? stretch.route() : stretch.length();
  }

  /** A value as expressions are given it. */
  default Object given(Object value) {
    return switch (this) {
      case Whole() -> BigDecimal.valueOf((long) value);
      case Month() -> YearMonth.from((LocalDate) value);
      case Record(_), Along(), OnMap(_) -> text(value);
      case Files(_, _) -> HeldFiles.rows(value);
      case Text(),
          LongText(),
          Amount(_),
          Sum(_),
          Day(),
          Choice(_),
          YesNo(),
          Person(),
          Org(),
          Coded(_) ->
          value;
    };
  }

  /** What an expression yields as the field keeps it, rounded half up where it must be. */
  default Object kept(Object worked) {
    return switch (this) {
      case Whole() -> Rounding.HALF_UP.apply((Ratio) worked, 0).longValueExact();
      case Amount(_) -> Rounding.HALF_UP.apply((Ratio) worked, DECIMALS).stripTrailingZeros();
      case Sum(_) -> Rounding.HALF_UP.apply((Ratio) worked, 2);
      case Month() -> ((YearMonth) worked).atDay(1);
      case Record(_) -> Long.parseLong((String) worked);
      case Along() -> Stretch.read((String) worked);
      case OnMap(var shape) -> Drawn.read((String) worked, shape, "");
      case Files(_, _) -> throw new IllegalStateException("files are not computed");
      case Text(), LongText(), Day(), Choice(_), YesNo(), Person(), Org(), Coded(_) -> worked;
    };
  }
}
