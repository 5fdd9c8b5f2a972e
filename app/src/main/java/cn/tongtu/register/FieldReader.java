package cn.tongtu.register;

import cn.tongtu.engine.value.Unit;
import cn.tongtu.map.MapView.Drawing.Kind;
import cn.tongtu.pack.Dictionaries;
import cn.tongtu.pack.PackNode;
import cn.tongtu.pack.WordList;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Nearest;
import cn.tongtu.shared.Refusal;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** Reads the fields of a register from its pack file. */
final class FieldReader {
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9_]{0,40}");

  /** What every record has besides its fields; the product's own columns begin with a line. */
  private static final Set<String> HEAD =
      Set.of(
          "id", "org", "source", "note", "invented", "why", "rev", "revision", "q", "sort", "page");

  /** What the database keeps for itself; a field is a column and cannot be called so. */
  private static final Set<String> RESERVED =
      Set.of(
          """
          all analyse analyze and any array as asc asymmetric both case cast check collate column \
          constraint create default deferrable desc distinct do else end except false fetch for \
          foreign from grant group having in initially intersect into lateral leading limit not null \
          offset on only or order placing primary references returning select some symmetric table \
          then to trailing true union unique user using variadic when where window with\
          """
              .split(" "));

  private static final Set<String> TYPES =
      Set.of(
          "text",
          "long_text",
          "integer",
          "quantity",
          "money",
          "date",
          "month",
          "choice",
          "yesno",
          "person",
          "organisation",
          "project",
          "reference",
          "chainage",
          "point",
          "line",
          "area",
          "photo",
          "file");

  /** What is kept by features and known by its code. */
  static final Set<String> CODED = Set.of("project", "road", "place");

  private static final int LONGEST = 200;
  private static final int LONGEST_OF_ALL = 4000;
  private static final int LONGEST_SHAPE = 400_000;

  private final Dictionaries dictionaries;
  private final Map<String, String> renamed;

  /**
   * @param renamed under which id registers are kept that are called otherwise now
   */
  FieldReader(Dictionaries dictionaries, Map<String, String> renamed) {
    this.dictionaries = dictionaries;
    this.renamed = renamed;
  }

  static String id(PackNode node, String text) {
    if (!ID.matcher(text).matches()) {
      throw node.problem("编号只用小写字母、数字和下划线：" + text, "ids are lower case: " + text);
    }
    return text;
  }

  static Label label(PackNode node) {
    return new Label(node.text("label"), node.text("english"));
  }

  /** One of the names, or what was likely meant. */
  static String known(String name, PackNode place, Set<String> names, String chinese) {
    if (!names.contains(name)) {
      throw place.problem(
          "没有"
              + chinese
              + " "
              + name
              + Nearest.to(name, names)
                  .map(m -> "，是否为 " + m + "？")
                  .orElse("，可用：" + String.join(" ", names)),
          "no such name: " + name);
    }
    return name;
  }

  SequencedMap<String, Field> fields(PackNode node) {
    var fields = new LinkedHashMap<String, Field>();
    node.fields().forEach((name, field) -> fields.put(name, field(name, field)));
    requireFormer(node);
    return Collections.unmodifiableSequencedMap(fields);
  }

  private Field field(String name, PackNode node) {
    var _ =
        node.only(
            "label",
            "english",
            "type",
            "required",
            "unique",
            "default",
            "help",
            "max",
            "list",
            "unit",
            "of",
            "computed",
            "repeats",
            "to",
            "many",
            "pattern",
            "visible",
            "not_after",
            "was",
            "retired",
            "convert");
    if (HEAD.contains(id(node, name)) || RESERVED.contains(name)) {
      throw node.problem("字段编号不可用：" + name, "not usable as a field's id: " + name);
    }
    var words = node.text("type").equals("choice") ? words(node.get("of")) : WordList.NONE;
    var type = type(node);
    var retired = node.yes("retired");
    var most = node.whole("max", longest(type));
    node.find("computed").ifPresent(place -> requireWorked(type, place));
    return new Field(
        name,
        label(node),
        type,
        node.yes("required") && !retired,
        node.yes("unique"),
        node.find("default").map(usual -> usual(usual, type)),
        node.find("help").map(help -> new Label(help.text("chinese"), help.text("english"))),
        most,
        !(type instanceof FieldType.LongText()
                || type instanceof FieldType.OnMap
                || type instanceof FieldType.Files)
            && node.find("list").map(_ -> node.yes("list")).orElse(!retired),
        node.find("pattern").map(pattern -> form(pattern, type)),
        node.find("not_after").map(today -> past(today, type)).orElse(false),
        formerly(node),
        retired,
        node.find("convert").map(how -> how.word(Set.of("read"))).isPresent(),
        words.retired(),
        words.was());
  }

  private static int longest(FieldType type) {
    return switch (type) {
      case FieldType.LongText() -> LONGEST_OF_ALL;
      case FieldType.OnMap(_), FieldType.Files(_, _) -> LONGEST_SHAPE;
      default -> LONGEST;
    };
  }

  private static void requireWorked(FieldType type, PackNode place) {
    if (type instanceof FieldType.Along
        || type instanceof FieldType.OnMap
        || type instanceof FieldType.Files
        || type instanceof FieldType.Record) {
      throw place.problem("此类字段不能由表达式算出", "a field of this type cannot be computed");
    }
  }

  private static Field.Form form(PackNode node, FieldType type) {
    var _ = node.only("of", "say", "english");
    if (!(type instanceof FieldType.Text())) {
      throw node.problem("pattern 只用于文本字段 text", "pattern is for text fields");
    }
    try {
      return new Field.Form(
          Pattern.compile(node.text("of")), new Label(node.text("say"), node.text("english")));
    } catch (PatternSyntaxException wrong) {
      throw node.get("of")
          .problem(
              "正则表达式有误：" + wrong.getDescription(), "no regular expression: " + node.text("of"));
    }
  }

  private static boolean past(PackNode node, FieldType type) {
    if (!(type instanceof FieldType.Day() || type instanceof FieldType.Month())) {
      throw node.problem("not_after 只用于日期和月份字段", "not_after is for dates and months");
    }
    return node.word(Set.of(FieldType.TODAY)).equals(FieldType.TODAY);
  }

  private FieldType type(PackNode node) {
    return switch (node.get("type").word(TYPES)) {
      case "long_text" -> new FieldType.LongText();
      case "integer" -> new FieldType.Whole();
      case "quantity" -> new FieldType.Amount(unit(node.get("unit")));
      case "money" -> new FieldType.Sum(money(node.get("unit")));
      case "date" -> new FieldType.Day();
      case "month" -> new FieldType.Month();
      case "choice" -> new FieldType.Choice(List.copyOf(words(node.get("of")).words()));
      case "yesno" -> new FieldType.YesNo();
      case "person" -> new FieldType.Person();
      case "organisation" -> new FieldType.Org();
      case "project" -> new FieldType.Coded("project");
      case "reference" -> reference(node.get("to"));
      case "chainage" -> new FieldType.Along();
      case "point" -> new FieldType.OnMap(Kind.POINT);
      case "line" -> new FieldType.OnMap(Kind.LINE);
      case "area" -> new FieldType.OnMap(Kind.AREA);
      case "photo" -> new FieldType.Files(true, node.yes("many"));
      case "file" -> new FieldType.Files(false, node.yes("many"));
      default -> new FieldType.Text();
    };
  }

  /** A coded record, or a register; whether that is declared is known when all are read. */
  private FieldType reference(PackNode to) {
    return CODED.contains(to.text())
        ? new FieldType.Coded(to.text())
        : new FieldType.Record(renamed.getOrDefault(to.text(), to.text()));
  }

  private static String usual(PackNode node, FieldType type) {
    if (!node.text().equals(FieldType.TODAY)) {
      try {
        var _ = type.read(node.text());
      } catch (Refusal unfit) {
        throw node.problem("默认值不合字段类型：" + unfit.chinese(), unfit.english());
      }
    }
    return node.text();
  }

  /** The words of a dictionary, or a list of its own. */
  private WordList words(PackNode of) {
    return of.isText() ? dictionaries.list(of) : WordList.of(of);
  }

  /** What something was called before: one name, or all that it ever had. */
  static Set<String> formerly(PackNode node) {
    return node.find("was")
        .map(was ->
            was.isText()
                ? Set.of(id(was, was.text()))
                : was.items().stream()
                    .map(name -> id(name, name.text()))
                    .collect(Collectors.toUnmodifiableSet()))
        .orElse(Set.of());
  }

  /** Nothing is called what something else was called before: the two would be taken for one. */
  static void requireFormer(PackNode nodes) {
    var names = new HashSet<>(nodes.fields().keySet());
    nodes
        .fields()
        .forEach((id, node) ->
            formerly(node)
                .forEach(former -> {
                  if (!names.add(former)) {
                    throw node.get("was")
                        .problem(
                            "原编号 %s 仍在使用".formatted(former),
                            "the former id %s is still in use".formatted(former));
                  }
                }));
  }

  private static Unit money(PackNode node) {
    return unit(node.word(Set.of("元", "万元", "亿元")), node);
  }

  private static Unit unit(PackNode node) {
    return unit(node.text(), node);
  }

  private static Unit unit(String text, PackNode node) {
    return Unit.find(text).orElseThrow(() -> node.problem("不认识的计量单位：" + text, "unknown unit"));
  }

  static Optional<String> optional(PackNode node, String key) {
    return node.find(key).map(PackNode::text);
  }
}
