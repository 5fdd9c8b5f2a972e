package cn.tongtu.register;

import cn.tongtu.engine.calendar.Deadline.Length;
import cn.tongtu.engine.calendar.Due;
import cn.tongtu.identity.Directory;
import cn.tongtu.identity.Organisations;
import cn.tongtu.ledger.CellAddress;
import cn.tongtu.register.Life.Move;
import cn.tongtu.register.Life.Reasons;
import cn.tongtu.register.view.EntryForm;
import cn.tongtu.register.view.EntryPage;
import cn.tongtu.register.view.EntryPanel;
import cn.tongtu.register.view.Input;
import cn.tongtu.register.view.RegisterPage;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Words;
import cn.tongtu.shared.view.Choice;
import cn.tongtu.shared.view.Editing;
import cn.tongtu.shared.view.Typed;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Gathers what the pages of a record show (台账记录页). */
@Component
class EntryView {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(Words.CHINA);
  private static final int SEVERAL = 3;
  private static final Label NOTHING = new Label("", "");

  /** Before the time limit that a form would extend; no move is called so. */
  static final String EXTEND = "extend.";

  /** Before the sensitive field that a form asks for. */
  static final String REVEAL = "reveal.";

  /** Records that refer to one, of each field; the rest are found in their register. */
  private static final int POINTING = 10;

  /** Lines that a map shows of a record. */
  private static final int PANEL = 6;

  private final Registers registers;
  private final Entries entries;
  private final Steps steps;
  private final Moving moving;
  private final References references;
  private final Terms terms;
  private final EntryForms forms;
  private final RegisterMap maps;
  private final Comments comments;
  private final Withdrawn withdrawn;
  private final Organisations organisations;
  private final Directory directory;
  private final List<RegisterTab> tabs;

  EntryView(
      Registers registers,
      Entries entries,
      Steps steps,
      Moving moving,
      References references,
      Terms terms,
      EntryForms forms,
      RegisterMap maps,
      Comments comments,
      Withdrawn withdrawn,
      Organisations organisations,
      Directory directory,
      List<RegisterTab> tabs) {
    this.tabs = tabs;
    this.registers = registers;
    this.entries = entries;
    this.steps = steps;
    this.moving = moving;
    this.references = references;
    this.terms = terms;
    this.forms = forms;
    this.maps = maps;
    this.comments = comments;
    this.withdrawn = withdrawn;
    this.organisations = organisations;
    this.directory = directory;
  }

  Register register(String id) {
    return registers.get(id);
  }

  Entry entry(Register register, long record) {
    return entries.find(register, record).orElseThrow(() -> missing(register, record));
  }

  private NotFound missing(Register register, long record) {
    return withdrawn
        .card(register, record)
        .map(card ->
            new NotFound(
                "%s第 %d 号记录“%s”已随导入撤回：%s"
                    .formatted(
                        register.label(), record, card.title(), card.lines().getFirst().value()),
                "record %d of %s was withdrawn with its import: %s"
                    .formatted(record, register.english(), card.lines().getFirst().value())))
        .orElseGet(() ->
            new NotFound(
                register.label() + "没有第 " + record + " 号记录",
                "there is no record " + record + " in " + register.english()));
  }

  /** The record as this person sees it; that it was seen is noted. */
  @Transactional
  EntryPage page(
      String id, long record, String asked, boolean closed, Typed typed, Actor.Staff reader) {
    var register = register(id);
    var entry = entry(register, record);
    steps.opened(register, entry, reader.id());
    var me = moving.reader(reader, LocalDate.now(Words.CHINA));
    var open = me.open(register, entry);
    return new EntryPage(
        head(register, entry),
        lines(register, entry, Set.of()),
        open.stream()
            .map(move ->
                new EntryPage.Move(
                    move.id(),
                    move.label(),
                    asks(move),
                    move.reason() == Reasons.NEEDED || move.unseen()))
            .toList(),
        open.isEmpty() ? waits(register, entry) : Optional.empty(),
        open.stream()
            .filter(move -> move.id().equals(asked))
            .findFirst()
            .map(move -> form(register, entry, move, closed, typed))
            .or(() -> extension(register, entry, asked, me, closed, typed))
            .or(() -> revealing(register, entry, asked, typed)),
        times(register, entry, me),
        done(register, entry),
        me.edits(register, entry),
        pointing(register, entry),
        maps.record(register, entry),
        comments.of(register, entry.id()).stream()
            .map(said ->
                new EntryPage.Comment(
                    MINUTE.format(said.at()), datetime(said.at()), said.actor(), said.text()))
            .toList(),
        me.may(RegisterKeeping.WRITE, entry.org()) || me.may(RegisterWork.CHECK, entry.org()),
        typed,
        CellAddress.of(new RecordRef(register.recordKind(), entry.id())),
        tabs.stream()
            .flatMap(tab -> tab.of(register, entry).stream())
            .map(offer -> new RegisterPage.Tab(offer.label(), offer.href()))
            .toList());
  }

  EntryPanel panel(String id, long record) {
    var register = register(id);
    var entry = entry(register, record);
    return new EntryPanel(
        head(register, entry),
        lines(register, entry, Set.of()).stream()
            .filter(line -> !line.value().isEmpty() && !line.wide())
            .limit(PANEL)
            .toList());
  }

  private List<EntryPage.Pointing> pointing(Register register, Entry entry) {
    var found = new ArrayList<EntryPage.Pointing>();
    for (var other : registers.list()) {
      references
          .pointing(register, entry, other, POINTING + 1)
          .forEach((field, some) ->
              found.add(
                  new EntryPage.Pointing(
                      other.name(),
                      field.label(),
                      some.stream()
                          .limit(POINTING)
                          .map(one -> new EntryPage.Link(other.titleOf(one), other.href(one)))
                          .toList(),
                      some.size() > POINTING
                          ? other.href() + "?f." + field.id() + "=" + entry.id()
                          : "")));
    }
    return found;
  }

  private static boolean asks(Move move) {
    return !move.fill().isEmpty() || move.reason() != Reasons.NONE;
  }

  private EntryPage.MoveForm form(
      Register register, Entry entry, Move move, boolean closed, Typed typed) {
    var inputs =
        move.fill().stream()
            .map(register::field)
            .map(field ->
                forms.input(
                    register,
                    register.href(entry),
                    field,
                    Optional.ofNullable(entry.values().get(field.id())),
                    true))
            .toList();
    return new EntryPage.MoveForm(
        move.id(),
        "moves/" + move.id(),
        move.label(),
        register.life().into(move).label().chinese(),
        inputs,
        move.reason() != Reasons.NONE,
        move.reason() == Reasons.NEEDED,
        closed,
        typed);
  }

  /** The time limits that run, each with when it is due and why then. */
  private List<EntryPage.Time> times(Register register, Entry entry, Moving.Reader me) {
    var today = LocalDate.now(Words.CHINA);
    var times = new ArrayList<EntryPage.Time>();
    for (var limit : register.limits()) {
      for (var term :
          terms.find(register, entry.id(), limit).filter(Term::runs).stream().toList()) {
        var due = term.due(limit, today);
        times.add(
            new EntryPage.Time(
                register.field(limit.fills()).label(),
                (term.pauseIsOpen() ? due.day() : term.due()).toString(),
                term.pauseIsOpen() && !due.running()
                    ? TimeLeft.PAUSED
                    : TimeLeft.standing(limit.calendar(), term.due(), today, limit.soon()),
                reasons(term, limit, due),
                limit
                    .extending()
                    .filter(extending ->
                        term.extension().isEmpty()
                            && !due.day().isBefore(today)
                            && me.may(extending.may(), entry.org()))
                    .map(_ -> EXTEND + limit.id()),
                limit.extending().map(extending -> words(extending.by())).orElse(NOTHING),
                term.unpublished().isPresent()));
      }
    }
    return times;
  }

  /** What the day was counted by; when the calendar has changed since, only that it stands. */
  private static List<Label> reasons(Term term, TimeLimit limit, Due due) {
    return term.calendarChanged(limit) && !due.day().equals(term.due())
        ? List.of(
            new Label(
                "期限计算后工作日历有更正，到期日不变",
                "the calendar was corrected since; the day stands as it was worked out"))
        : due.reasons().stream()
            .map(reason -> new Label(reason.chinese(), reason.english()))
            .toList();
  }

  private static Label words(Length length) {
    return switch (length.unit()) {
      case WORKING_DAYS -> new Label(length.amount() + " 个工作日", length.amount() + " working days");
      case DAYS -> new Label(length.amount() + " 日", length.amount() + " days");
      case MONTHS -> new Label(length.amount() + " 个月", length.amount() + " months");
    };
  }

  private Optional<EntryPage.MoveForm> extension(
      Register register, Entry entry, String asked, Moving.Reader me, boolean closed, Typed typed) {
    return times(register, entry, me).stream()
        .filter(time -> time.extension().filter(asked::equals).isPresent())
        .findFirst()
        .map(time ->
            new EntryPage.MoveForm(
                asked,
                "limits/" + asked.substring(EXTEND.length()) + "/extension",
                new Label(
                    time.label().chinese() + "延期 " + time.by().chinese(),
                    "Extend “" + time.label().english() + "” by " + time.by().english()),
                standing(register, entry).map(state -> state.label().chinese()).orElse(""),
                List.of(),
                true,
                true,
                closed,
                typed));
  }

  /** What is sensitive is asked for with a reason; whether one may is told when one asks. */
  private static Optional<EntryPage.MoveForm> revealing(
      Register register, Entry entry, String asked, Typed typed) {
    return register.fields().values().stream()
        .filter(field ->
            asked.equals(REVEAL + field.id()) && entry.values().get(field.id()) instanceof Secret)
        .findFirst()
        .map(field ->
            new EntryPage.MoveForm(
                asked,
                "sensitive/" + field.id(),
                new Label("查看" + field.label().chinese(), "Show “" + field.label().english() + "”"),
                "",
                List.of(),
                true,
                true,
                false,
                typed));
  }

  EntryPage.Revealed revealed(String id, long record, String field, String value) {
    var register = register(id);
    return new EntryPage.Revealed(
        head(register, entry(register, record)), register.field(field).label(), value);
  }

  /** Who could go on with it; not everybody is named where there are many. */
  private Optional<Label> waits(Register register, Entry entry) {
    var names =
        register.life().from(entry).stream()
            .flatMap(move ->
                directory.holding(move.may(), entry.org()).stream()
                    .filter(member ->
                        moving.hindrance(register, entry, move, moving.hand(member)).isEmpty()))
            .map(Directory.Member::name)
            .distinct()
            .toList();
    if (register.life().from(entry).isEmpty()) {
      return Optional.empty();
    }
    if (names.isEmpty()) {
      return Optional.of(
          new Label(
              "目前没有人能办理下一步，请安全管理员授权",
              "nobody may take the next step; ask the security administrator"));
    }
    var some = String.join("、", names.subList(0, Math.min(SEVERAL, names.size())));
    return Optional.of(
        names.size() > SEVERAL
            ? new Label(
                "等待 " + some + " 等 " + names.size() + " 人办理", "waits for " + some + " and others")
            : new Label("等待 " + some + " 办理", "waits for " + some));
  }

  EntryPage.Head head(Register register, Entry entry) {
    return new EntryPage.Head(
        entry.id(),
        register.id(),
        register.name(),
        register.titleOf(entry),
        entry.number().orElse(""),
        organisations.find(entry.org()).map(org -> org.name()).orElse(entry.org()),
        standing(register, entry),
        entry.revision(),
        entry.rounds(),
        entry.source(),
        entry.note(),
        entry.invented());
  }

  static Optional<RegisterPage.Standing> standing(Register register, Entry entry) {
    return register
        .life()
        .state(entry)
        .map(state -> new RegisterPage.Standing(state.label(), state.lamp()));
  }

  private List<EntryPage.Line> lines(Register register, Entry entry, Set<String> without) {
    return register.fields().values().stream()
        .filter(field -> !without.contains(field.id()))
        .filter(field -> !field.retired() || entry.values().containsKey(field.id()))
        .map(field ->
            new EntryPage.Line(
                field.label(),
                Optional.ofNullable(entry.values().get(field.id()))
                    .map(value -> print(field, value))
                    .orElse(""),
                Optional.ofNullable(entry.values().get(field.id()))
                    .flatMap(value -> references.referred(field.type(), value))
                    .map(Referable.Referred::href)
                    .orElse(""),
                field.type() instanceof FieldType.LongText()
                    || field.type() instanceof FieldType.Files,
                Optional.ofNullable(entry.values().get(field.id()))
                    .filter(_ -> field.type() instanceof FieldType.Files)
                    .map(HeldFiles::of)
                    .orElse(List.of())
                    .stream()
                    .map(file -> EntryForms.link(register.href(entry), file))
                    .toList(),
                entry.values().get(field.id()) instanceof Secret
                    ? register.href(entry) + "?do=" + REVEAL + field.id() + "#do"
                    : ""))
        .toList();
  }

  String print(Field field, Object value) {
    return field.type() instanceof FieldType.Sum sum
        ? RegisterPages.number(RegisterPages.inUnit(sum, value)) + " " + RegisterPages.unit(sum)
        : references.print(field.type(), value);
  }

  /** A value as a list's column has it, whose head names the unit. */
  String cell(Field field, Entry entry) {
    var value = entry.values().get(field.id());
    if (value == null) {
      return "";
    }
    return field.type().number()
        ? RegisterPages.number(RegisterPages.inUnit(field.type(), value))
        : print(field, value);
  }

  private List<EntryPage.Done> done(Register register, Entry entry) {
    var all = new ArrayList<EntryPage.Done>();
    for (var step : steps.of(register, entry.id())) {
      all.add(
          new EntryPage.Done(
              MINUTE.format(step.at()),
              datetime(step.at()),
              what(register, step),
              step.behalf().isEmpty() ? step.actor() : step.actor() + "（代 " + step.behalf() + "）",
              step.why(),
              step.changes().entrySet().stream()
                  .map(change ->
                      changed(
                          register.fieldCalled(change.getKey()),
                          change.getKey(),
                          change.getValue()))
                  .toList()));
    }
    return all;
  }

  private EntryPage.Changed changed(Optional<Field> field, String name, List<String> values) {
    return new EntryPage.Changed(
        field.map(Field::label).orElse(new Label(name, name)),
        said(field, values.getFirst()),
        said(field, values.getLast()));
  }

  /** What a step keeps of a reference is its code; people read its name. */
  private String said(Optional<Field> field, String value) {
    return field
        .filter(one -> !value.isEmpty())
        .map(Field::type)
        .map(type ->
            switch (type) {
              case FieldType.Person(), FieldType.Org(), FieldType.Coded(_), FieldType.Record(_) ->
                  type.read(value).map(read -> references.print(type, read)).orElse(value);
              case FieldType.OnMap(_) -> type.read(value).map(type::print).orElse(value);
              default -> value;
            })
        .orElse(value);
  }

  static String minute(Instant at) {
    return MINUTE.format(at);
  }

  private static String datetime(Instant at) {
    return at.toString();
  }

  private static Label what(Register register, Steps.Done step) {
    return switch (step.deed()) {
      case Steps.ENTERED -> new Label("登记", "Entered");
      case Steps.CORRECTED -> new Label("更正", "Corrected");
      case Steps.EXTENDED -> new Label("延期", "Extended");
      case Steps.WITHDRAWN -> new Label("撤回", "Withdrawn");
      case Steps.RECOUNTED -> new Label("重算期限", "Time limit worked out anew");
      default ->
          register
              .life()
              .moveCalled(step.deed())
              .map(Move::label)
              .orElse(new Label(step.deed(), step.deed()));
    };
  }

  EntryForm empty(String id, List<Choice> orgs, String org, boolean closed, Typed typed) {
    var register = register(id);
    return new EntryForm(
        id,
        register.name(),
        Optional.empty(),
        register.fields().values().stream()
            .filter(field -> !register.given(field.id()))
            .map(field -> forms.input(register, "", field, Optional.empty(), false))
            .toList(),
        List.of(),
        orgs,
        org,
        Optional.empty(),
        closed,
        typed);
  }

  EntryForm form(String id, long record, boolean closed, Typed typed) {
    var register = register(id);
    var entry = entry(register, record);
    var inputs = new ArrayList<Input>();
    var now = new LinkedHashMap<String, Editing.Value>();
    for (var field : register.fields().values()) {
      if (!register.given(field.id()) && register.life().mayEdit(entry, field.id())) {
        var value = Optional.ofNullable(entry.values().get(field.id()));
        var text = value.map(held -> forms.written(field.type(), held)).orElse("");
        inputs.add(forms.input(register, register.href(entry), field, value, false).holding(text));
        now.put(field.id(), Editing.Value.of(field.label(), text));
      }
    }
    var last = steps.of(register, record).stream().findFirst().map(Steps.Done::actor).orElse("");
    return new EntryForm(
        id,
        register.name(),
        Optional.of(head(register, entry)),
        inputs,
        lines(register, entry, now.keySet()),
        List.of(),
        entry.org(),
        Optional.of(new Editing(EntryForm.FORM, typed, entry.revision(), now, last)),
        closed,
        typed);
  }
}
