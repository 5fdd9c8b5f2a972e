package cn.tongtu.register;

import cn.tongtu.calendar.WorkCalendars;
import cn.tongtu.identity.Permissions;
import cn.tongtu.ledger.MeasureUse;
import cn.tongtu.ledger.Measures;
import cn.tongtu.pack.Packs;
import cn.tongtu.register.view.StudioPage;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.StartupProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Shows a register's definition, and what another text of it would be (台账工坊). */
@Component
class Studio {
  /** Whoever may do this tries other definitions. */
  static final String DEFINE = "register.define";

  private static final Pattern PROBLEM = Pattern.compile("(.+?):(\\d+): (.*)");
  private static final int CONTEXT = 2;

  private final Packs packs;
  private final Registers registers;
  private final Measures measures;
  private final WorkCalendars calendars;
  private final Planning planning;
  private final Definitions definitions;
  private final EntryForms forms;
  private final Permissions permissions;
  private final List<MeasureUse> uses;
  private final List<DefinitionCheck> checks;
  private final List<RegisterTab> tabs;

  Studio(
      Packs packs,
      Registers registers,
      Measures measures,
      WorkCalendars calendars,
      Planning planning,
      Definitions definitions,
      EntryForms forms,
      Permissions permissions,
      List<MeasureUse> uses,
      List<DefinitionCheck> checks,
      List<RegisterTab> tabs) {
    this.packs = packs;
    this.registers = registers;
    this.measures = measures;
    this.calendars = calendars;
    this.planning = planning;
    this.definitions = definitions;
    this.forms = forms;
    this.permissions = permissions;
    this.uses = uses;
    this.checks = checks;
    this.tabs = tabs;
  }

  StudioPage page(String id, Actor.Staff reader) {
    var register = registers.get(id);
    return new StudioPage(
        register.id(),
        register.name(),
        register.declared().file(),
        LifeDiagram.of(register),
        fields(register),
        register.posts().stream().map(post -> posting(register, post)).toList(),
        register.posts().stream()
            .map(Post::measure)
            .distinct()
            .flatMap(measure -> uses.stream().flatMap(use -> use.of(measure).stream()))
            .distinct()
            .map(use -> new StudioPage.Link(use.label(), use.href()))
            .toList(),
        tabs.stream()
            .flatMap(tab -> tab.of(register).stream())
            .map(offer -> new StudioPage.Link(offer.label(), offer.href()))
            .toList(),
        versions(register),
        permissions.anywhere(reader.id(), DEFINE));
  }

  private static List<StudioPage.Field> fields(Register register) {
    return register.fields().values().stream()
        .map(field ->
            new StudioPage.Field(
                field.id(), field.label(), type(field.type()), notes(register, field)))
        .toList();
  }

  private static List<Label> notes(Register register, Field field) {
    var notes = new ArrayList<Label>();
    note(notes, field.required(), "必填", "required");
    note(notes, field.unique(), "不重复", "unique");
    note(notes, field.sensitive(), "敏感", "sensitive");
    note(notes, field.retired(), "停用", "retired");
    note(notes, register.given(field.id()) && !field.retired(), "系统填写", "filled by the system");
    note(notes, register.visible().containsKey(field.id()), "有条件显示", "sometimes asked for");
    if (field.type() instanceof FieldType.Choice) {
      notes.add(new Label(String.join(" ", field.open()), String.join(" ", field.open())));
    }
    return notes;
  }

  private static Label type(FieldType type) {
    return switch (type) {
      case FieldType.Text() -> new Label("文本", "text");
      case FieldType.LongText() -> new Label("长文本", "long text");
      case FieldType.Whole() -> new Label("整数", "integer");
      case FieldType.Amount(var unit) -> new Label("数量，" + unit, "quantity, " + unit);
      case FieldType.Sum(var unit) -> new Label("金额，" + unit, "money, " + unit);
      case FieldType.Day() -> new Label("日期", "date");
      case FieldType.Month() -> new Label("月份", "month");
      case FieldType.Choice(_) -> new Label("选择", "choice");
      case FieldType.YesNo() -> new Label("是否", "yes or no");
      case FieldType.Person() -> new Label("人员", "person");
      case FieldType.Org() -> new Label("单位", "organisation");
      case FieldType.Coded(var to) -> new Label("引用 " + to, "reference to " + to);
      case FieldType.Record(var to) -> new Label("引用 " + to, "reference to " + to);
      case FieldType.Along() -> new Label("桩号段", "chainage");
      case FieldType.OnMap(_) -> new Label("位置", "place on the map");
      case FieldType.Files(var photos, _) ->
          photos ? new Label("照片", "photos") : new Label("附件", "files");
      case FieldType.Concealed() -> new Label("文本，加密", "text, encrypted");
    };
  }

  private static void note(List<Label> notes, boolean holds, String chinese, String english) {
    if (holds) {
      notes.add(new Label(chinese, english));
    }
  }

  private StudioPage.Posting posting(Register register, Post post) {
    var measure = measures.find(post.measure());
    return new StudioPage.Posting(
        measure
            .map(one -> new Label(one.label(), one.english()))
            .orElse(new Label(post.measure(), post.measure())),
        measure.map(one -> one.unit().symbol()).orElse(""),
        register
            .life()
            .move(post.on())
            .map(Life.Move::label)
            .orElseGet(() -> register.field(post.on()).label()),
        switch (post.amount()) {
          case Post.Amount.Fixed(var quantity) -> quantity.toPlainString();
          case Post.Amount.Of(var field, _) -> register.field(field).label().chinese();
          case Post.Amount.Length(var field, _) -> register.field(field).label().chinese();
        },
        String.join(
            "、",
            post.dimensions().values().stream()
                .map(field -> register.field(field).label().chinese())
                .toList()));
  }

  private List<StudioPage.Version> versions(Register register) {
    var all = definitions.of(register.id());
    var versions = new ArrayList<StudioPage.Version>();
    for (int i = 0; i < all.size(); i++) {
      var one = all.get(i);
      var before = i + 1 < all.size() ? all.get(i + 1).text() : "";
      versions.add(
          new StudioPage.Version(
              one.version(),
              EntryView.minute(one.at()),
              one.actor(),
              one.note(),
              one.changes(),
              before.isEmpty() ? List.of() : lines(before, one.text())));
    }
    return versions;
  }

  private static List<List<StudioPage.Line>> lines(String before, String after) {
    return TextDiff.around(before, after, CONTEXT).stream()
        .map(group ->
            group.stream()
                .map(line ->
                    new StudioPage.Line(
                        switch (line.kind()) {
                          case SAME -> "same";
                          case GONE -> "gone";
                          case NEW -> "new";
                        },
                        line.kind().sign,
                        line.number(),
                        line.text()))
                .toList())
        .toList();
  }

  String text(String id) {
    return registers.get(id).declared().text();
  }

  /**
   * What is wrong with a text, as at start-up; or what publishing it would change. Writes nothing.
   */
  StudioPage.Trial tried(String id, String text, Actor.Staff reader) {
    var page = page(id, reader);
    var file = page.file();
    try {
      var trying = packs.trying("registers", file, text);
      var others = new Registers(trying, measures, calendars);
      checks.forEach(check -> check.check(trying, others));
      var plan = new Plan(planning.plan(others).of(page.id()));
      return others
          .find(page.id())
          .map(register -> trial(page, text, plan, register))
          .orElseGet(() ->
              trial(
                  page,
                  text,
                  "台账编号不能改：改名请写 was: " + page.id(),
                  "its id stays; to rename it write was: " + page.id()));
    } catch (StartupProblem problem) {
      return new StudioPage.Trial(
          page,
          text,
          Optional.of(new Label("定义有错误，还不能发布", "There are mistakes, it cannot be published")),
          false,
          problems(file, problem),
          List.of(),
          List.of(),
          Optional.empty(),
          List.of(),
          List.of());
    }
  }

  private static StudioPage.Trial trial(
      StudioPage page, String text, String chinese, String english) {
    return new StudioPage.Trial(
        page,
        text,
        Optional.of(new Label(chinese, english)),
        false,
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        List.of(),
        List.of());
  }

  private StudioPage.Trial trial(StudioPage page, String text, Plan plan, Register register) {
    return new StudioPage.Trial(
        page,
        text,
        Optional.of(verdict(plan)),
        plan.refused().isEmpty(),
        List.of(),
        plan.changes().stream().map(Change::told).toList(),
        lines(text(page.id()), text),
        LifeDiagram.of(register),
        fields(register),
        register.fields().values().stream()
            .filter(field -> !register.given(field.id()))
            .filter(field -> !(field.type() instanceof FieldType.OnMap))
            .map(field -> forms.input(register, "", field, Optional.empty(), false))
            .toList());
  }

  private static Label verdict(Plan plan) {
    if (plan.nothing()) {
      return new Label("与已发布的定义一致，没有变更", "The same as is published");
    }
    if (!plan.refused().isEmpty()) {
      return new Label(
          "没有错误，但有变更会丢失或误读已有数据，不能发布", "No mistakes, but it would lose or misread what is held");
    }
    return plan.free()
        ? new Label(
            "没有错误，只有增补，启动时自动发布", "No mistakes; it only adds and is published at the next start")
        : new Label(
            "没有错误，有变更须用 ./tongtu registers publish 发布",
            "No mistakes; to be published with ./tongtu registers publish");
  }

  /** Of the line behind the first, which counts them. */
  private static List<StudioPage.Problem> problems(String file, StartupProblem problem) {
    return String.valueOf(problem.getMessage())
        .lines()
        .map(PROBLEM::matcher)
        .filter(Matcher::matches)
        .map(found ->
            new StudioPage.Problem(
                file.equals(found.group(1)) ? "" : String.valueOf(found.group(1)),
                Integer.parseInt(String.valueOf(found.group(2))),
                String.valueOf(found.group(3))))
        .toList();
  }
}
