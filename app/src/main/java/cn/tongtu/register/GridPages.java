package cn.tongtu.register;

import cn.tongtu.engine.value.Unit;
import cn.tongtu.form.Answers;
import cn.tongtu.ledger.Reason;
import cn.tongtu.register.Bulks.Row;
import cn.tongtu.register.Gridding.Line;
import cn.tongtu.register.Gridding.Taken;
import cn.tongtu.register.view.GridPage;
import cn.tongtu.register.view.Input;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.view.Choice;
import cn.tongtu.shared.view.Typed;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Records entered and corrected in a table, as in Excel or WPS. */
@Controller
class GridPages {
  private static final int EMPTY_ROWS = 10;
  private static final String ROW = "r";

  /** Before a row's number: the record and revision that it corrects. */
  private static final String RECORD = "id";

  private final Registers registers;
  private final Entries entries;
  private final EntryForms forms;
  private final EntryPages records;
  private final Gridding grid;
  private final Bulks bulks;

  GridPages(
      Registers registers,
      Entries entries,
      EntryForms forms,
      EntryPages records,
      Gridding grid,
      Bulks bulks) {
    this.registers = registers;
    this.entries = entries;
    this.forms = forms;
    this.records = records;
    this.grid = grid;
    this.bulks = bulks;
  }

  /** A row as it stands on the page, with what was typed into it. */
  private record Shown(int row, Optional<Entry> entry, int revision, Map<String, String> cells) {}

  /** With the ticked records to be corrected, or empty rows for new ones. */
  @GetMapping("/registers/{id}/grid")
  ModelAndView begin(@PathVariable String id, HttpServletRequest request, Actor.Staff actor) {
    var register = registers.get(id);
    grid.requireAnywhere(actor);
    var ticked =
        Stream.ofNullable(request.getParameterValues(ROW))
            .flatMap(Stream::of)
            .filter(text -> text.matches("\\d{1,18}"))
            .limit(Gridding.MOST)
            .map(Long::valueOf)
            .toList();
    var found = entries.list(register, "id", ticked);
    var rows = new ArrayList<Shown>();
    for (var entry : found) {
      rows.add(
          new Shown(rows.size() + 1, Optional.of(entry), entry.revision(), held(register, entry)));
    }
    if (rows.isEmpty()) {
      IntStream.rangeClosed(1, EMPTY_ROWS)
          .forEach(row -> rows.add(new Shown(row, Optional.empty(), 0, proposed(register))));
    }
    return page(
        register,
        UUID.randomUUID(),
        rows,
        new Taken(new LinkedHashMap<>(), false),
        Typed.NOTHING,
        actor);
  }

  private static List<Field> columns(Register register) {
    return register.fields().values().stream()
        .filter(field -> Showing.column(field) && !register.given(field.id()))
        .toList();
  }

  private Map<String, String> held(Register register, Entry entry) {
    var cells = new LinkedHashMap<String, String>();
    for (var field : columns(register)) {
      var value = entry.values().get(field.id());
      cells.put(field.id(), value == null ? "" : forms.written(field.type(), value));
    }
    return cells;
  }

  private static Map<String, String> proposed(Register register) {
    var cells = new LinkedHashMap<String, String>();
    columns(register).forEach(field -> cells.put(field.id(), field.proposed().orElse("")));
    return cells;
  }

  private ModelAndView page(
      Register register,
      UUID number,
      List<Shown> rows,
      Taken taken,
      Typed typed,
      Actor.Staff actor) {
    var columns = columns(register);
    var inputs =
        columns.stream()
            .map(field -> forms.input(register, "", field, Optional.empty(), false))
            .toList();
    var corrects = rows.stream().anyMatch(row -> row.entry.isPresent());
    var orgs = corrects ? List.<Choice>of() : records.orgs(actor);
    return new ModelAndView(
        "register/grid",
        "page",
        new GridPage(
            register.id(),
            register.name(),
            number.toString(),
            orgs,
            typed.value(
                GridPage.FORM, "org", orgs.stream().findFirst().map(Choice::value).orElse("")),
            IntStream.range(0, columns.size())
                .mapToObj(at -> column(columns.get(at), inputs.get(at)))
                .toList(),
            inputs.stream()
                .filter(input -> !input.choices().isEmpty())
                .map(input -> new GridPage.Words("of-" + input.name(), words(input)))
                .toList(),
            rows.stream().map(row -> row(register, columns, row, taken)).toList(),
            done(register, number, actor),
            corrects,
            taken.closed(),
            typed));
  }

  private static GridPage.Column column(Field field, Input input) {
    return new GridPage.Column(
        field.id(),
        field.label(),
        field.type().beside().map(Unit::symbol).orElse(""),
        field.type().number(),
        field.required(),
        input.choices().isEmpty() ? "" : "of-" + field.id());
  }

  /** What one types is the name; the code stands behind it. */
  private static List<Choice> words(Input input) {
    return input.choices().stream()
        .map(choice -> new Choice(choice.text(), choice.note(), "", 0))
        .toList();
  }

  private static GridPage.Row row(Register register, List<Field> columns, Shown row, Taken taken) {
    return new GridPage.Row(
        row.row,
        row.entry.map(entry -> entry.id() + ":" + row.revision).orElse(""),
        row.entry.map(register::titleOf).orElse(""),
        row.entry.map(register::href).orElse(""),
        columns.stream()
            .map(field ->
                new GridPage.Cell(
                    "c" + row.row + "." + field.id(),
                    row.cells.getOrDefault(field.id(), ""),
                    row.entry
                        .filter(entry -> !register.life().mayEdit(entry, field.id()))
                        .isPresent()))
            .toList(),
        wrong(columns, taken.wrong().getOrDefault(row.row, Map.of())));
  }

  /** What is wrong with a field that has no column here is told of the row. */
  private static Map<String, Label> wrong(List<Field> columns, Map<String, Label> found) {
    var wrong = new LinkedHashMap<String, Label>();
    found.forEach((field, why) ->
        wrong.putIfAbsent(
            columns.stream().anyMatch(column -> column.id().equals(field)) ? field : Gridding.WHOLE,
            why));
    return wrong;
  }

  private List<GridPage.Done> done(Register register, UUID number, Actor.Staff actor) {
    var done =
        bulks.rows(number).stream()
            .filter(Row::done)
            .flatMap(row ->
                row.record().flatMap(id -> entries.find(register, id)).stream()
                    .map(entry ->
                        new GridPage.Done(
                            (int) row.row(),
                            register.titleOf(entry),
                            register.href(entry),
                            EntryView.standing(register, entry))))
            .toList();
    if (!done.isEmpty()) {
      var _ = bulks.get(register, number, actor.id());
    }
    return done;
  }

  @PostMapping("/registers/{id}/grid")
  ModelAndView take(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String bulk,
      @RequestParam(defaultValue = "") String org,
      @RequestParam(defaultValue = "") String why,
      @RequestParam(defaultValue = "") String revision,
      HttpServletRequest request,
      Actor.Staff actor) {
    var register = registers.get(id);
    var number =
        bulk.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
            ? UUID.fromString(bulk)
            : UUID.randomUUID();
    var shown = shown(register, request);
    return Answers.form(
        GridPage.FORM,
        request,
        () -> {
          var asked =
              new Gridding.Asked(
                  number,
                  register,
                  org,
                  shown.stream().flatMap(row -> line(register, row).stream()).toList(),
                  new Reason(why.strip(), Optional.of(revision)));
          var taken = grid.take(asked, actor);
          return taken.wrong().isEmpty()
              ? kept(register, number, asked.lines().size(), request)
              : again(register, number, shown, taken, request, actor);
        },
        typed ->
            page(register, number, shown, new Taken(new LinkedHashMap<>(), false), typed, actor));
  }

  private static ModelAndView kept(
      Register register, UUID number, int lines, HttpServletRequest request) {
    Answers.tell(
        request, new Label("已写入 %d 行".formatted(lines), "%d rows are kept".formatted(lines)));
    return Answers.seeOther(register.href() + "/bulk/" + number);
  }

  /** The rows that could not be taken, as they were typed. */
  private ModelAndView again(
      Register register,
      UUID number,
      List<Shown> shown,
      Taken taken,
      HttpServletRequest request,
      Actor.Staff actor) {
    var fields = new LinkedHashMap<String, String>();
    for (var name : List.of("org", "why", "revision")) {
      fields.put(name, Optional.ofNullable(request.getParameter(name)).orElse(""));
    }
    var page =
        page(
            register,
            number,
            shown.stream().filter(row -> taken.wrong().containsKey(row.row)).toList(),
            taken,
            new Typed(GridPage.FORM, fields, Map.of(), false),
            actor);
    page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    return page;
  }

  private List<Shown> shown(Register register, HttpServletRequest request) {
    var known = new HashSet<>(columns(register).stream().map(Field::id).toList());
    var numbers = new TreeSet<Integer>();
    for (var name : request.getParameterMap().keySet()) {
      if (name.matches("c\\d{1,4}\\.[a-z0-9_]+") || name.matches(RECORD + "\\d{1,4}")) {
        numbers.add(Integer.parseInt(name.replaceAll("^\\D+", "").replaceAll("\\..*", "")));
      }
    }
    var rows = new ArrayList<Shown>();
    for (var row : numbers) {
      var cells = new LinkedHashMap<String, String>();
      for (var field : known) {
        var text = request.getParameter("c" + row + "." + field);
        if (text != null) {
          cells.put(field, text.strip());
        }
      }
      var record = Optional.ofNullable(request.getParameter(RECORD + row)).orElse("");
      var parts = record.matches("\\d{1,18}:\\d{1,9}") ? record.split(":", -1) : new String[0];
      rows.add(
          parts.length == 2
              ? new Shown(
                  row,
                  entries.find(register, Long.parseLong(parts[0])),
                  Integer.parseInt(parts[1]),
                  cells)
              : new Shown(row, Optional.empty(), 0, cells));
    }
    return rows;
  }

  /** Nothing where nobody typed anything; what was proposed is not typed. */
  private static Optional<Line> line(Register register, Shown row) {
    if (row.entry.isPresent()) {
      return Optional.of(new Line(row.row, row.entry.map(Entry::id), row.revision, row.cells));
    }
    var proposed = proposed(register);
    var typed = new LinkedHashMap<>(row.cells);
    typed.values().removeIf(String::isEmpty);
    return typed.entrySet().stream()
            .allMatch(cell -> cell.getValue().equals(proposed.get(cell.getKey())))
        ? Optional.empty()
        : Optional.of(new Line(row.row, Optional.empty(), 0, typed));
  }
}
