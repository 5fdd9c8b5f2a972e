package cn.tongtu.register;

import cn.tongtu.form.Answers;
import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Organisations;
import cn.tongtu.ledger.Reason;
import cn.tongtu.register.Bulks.Row;
import cn.tongtu.register.Life.Move;
import cn.tongtu.register.Life.Reasons;
import cn.tongtu.register.view.BulkPage;
import cn.tongtu.register.view.BulkResult;
import cn.tongtu.register.view.EntryPage;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Address;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Words;
import cn.tongtu.shared.view.Typed;
import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** One move for the records that were ticked in a list, and what came of each. */
@Controller
class BulkPages {
  private static final String ROW = "r";
  private static final Label GRID = new Label("表格录入", "Typed in a table");
  private static final String TICKED = "\\d{1,18}(:\\d{1,9})?";

  private final Registers registers;
  private final Entries entries;
  private final Bulks bulks;
  private final BulkMoving bulk;
  private final Moving moving;
  private final EntryForms forms;
  private final FilePages files;
  private final Organisations organisations;

  BulkPages(
      Registers registers,
      Entries entries,
      Bulks bulks,
      BulkMoving bulk,
      Moving moving,
      EntryForms forms,
      FilePages files,
      Organisations organisations) {
    this.registers = registers;
    this.entries = entries;
    this.bulks = bulks;
    this.bulk = bulk;
    this.moving = moving;
    this.forms = forms;
    this.files = files;
    this.organisations = organisations;
  }

  /**
   * @param move which is to be made; without, those that could be
   * @param again a deed whose refused rows are tried once more
   */
  @GetMapping("/registers/{id}/moves")
  ModelAndView choose(
      @PathVariable String id,
      @RequestParam(name = "do", defaultValue = "") String move,
      @RequestParam(defaultValue = "") String again,
      HttpServletRequest request,
      Actor.Staff reader) {
    var register = registers.get(id);
    if (!again.matches("[0-9a-f-]{36}")) {
      return page(register, move, UUID.randomUUID(), ticked(request), Typed.NOTHING, reader);
    }
    var before = bulks.get(register, UUID.fromString(again), reader.id());
    var left = bulks.rows(before.id()).stream().filter(row -> !row.done()).toList();
    var typed = new LinkedHashMap<>(before.fields());
    typed.put("why", before.why());
    return page(
        register,
        before.deed(),
        before.id(),
        left.stream()
            .flatMap(row -> row.record().stream())
            .collect(Collectors.toMap(row -> row, _ -> 0, (a, _) -> a, LinkedHashMap::new)),
        new Typed(
            before.deed(),
            typed,
            left.stream().anyMatch(Row::closed)
                ? Map.of(EntryPages.REVISION, asksRevision(left))
                : Map.of(),
            false),
        reader);
  }

  private static Label asksRevision(List<Row> left) {
    return left.stream().filter(Row::closed).findFirst().map(Row::said).orElseThrow();
  }

  /** The records by number, each with the revision that was seen, or 0. */
  private static SequencedMap<Long, Integer> ticked(HttpServletRequest request) {
    var ticked = new LinkedHashMap<Long, Integer>();
    var texts = Optional.ofNullable(request.getParameterValues(ROW)).orElse(new String[0]);
    for (var text : texts) {
      if (text.matches(TICKED) && ticked.size() <= BulkMoving.MOST) {
        var parts = text.split(":", -1);
        ticked.put(Long.parseLong(parts[0]), parts.length == 1 ? 0 : Integer.parseInt(parts[1]));
      }
    }
    return ticked;
  }

  private ModelAndView page(
      Register register,
      String asked,
      UUID id,
      SequencedMap<Long, Integer> ticked,
      Typed typed,
      Actor.Staff reader) {
    var me = moving.reader(reader, LocalDate.now(Words.CHINA));
    var found =
        entries.list(register, "id", List.copyOf(ticked.keySet())).stream()
            .collect(Collectors.toMap(Entry::id, entry -> entry));
    var rows =
        ticked.keySet().stream()
            .flatMap(one -> Optional.ofNullable(found.get(one)).stream())
            .toList();
    var able = new LinkedHashMap<Move, Integer>();
    for (var move : register.life().moves().values()) {
      var count =
          (int) rows.stream().filter(one -> me.hinders(register, one, move).isEmpty()).count();
      if (count > 0 || move.id().equals(asked)) {
        able.put(move, count);
      }
    }
    var chosen =
        register
            .life()
            .move(asked)
            .or(() -> able.keySet().stream().findFirst().filter(_ -> able.size() == 1));
    var names =
        organisations.list().stream()
            .collect(Collectors.toMap(Organisation::code, Organisation::name));
    return new ModelAndView(
        "register/bulk",
        "page",
        new BulkPage(
            register.id(),
            register.name(),
            id.toString(),
            able.entrySet().stream()
                .map(move ->
                    new BulkPage.Option(
                        move.getKey().label(),
                        move.getValue(),
                        href(register, move.getKey(), ticked),
                        chosen.filter(move.getKey()::equals).isPresent()))
                .toList(),
            chosen.filter(_ -> !rows.isEmpty()).map(move -> form(register, move, typed)),
            rows.stream()
                .map(entry -> row(register, entry, chosen, me, typed, ticked, names))
                .toList()));
  }

  private static String href(Register register, Move move, SequencedMap<Long, Integer> ticked) {
    var address = Address.of(register.href() + "/moves").with("do", move.id());
    for (var record : ticked.keySet()) {
      address = address.with(ROW, record);
    }
    return address.text();
  }

  private EntryPage.MoveForm form(Register register, Move move, Typed typed) {
    return new EntryPage.MoveForm(
        move.id(),
        "moves/" + move.id(),
        move.label(),
        register.life().into(move).label().chinese(),
        move.fill().stream()
            .filter(field -> !register.given(field))
            .map(register::field)
            .map(field -> forms.input(register, "", field, Optional.empty(), false))
            .toList(),
        move.reason() != Reasons.NONE,
        move.reason() == Reasons.NEEDED,
        typed.errors().containsKey(EntryPages.REVISION),
        typed);
  }

  /** Sent back as wrong, the form keeps what was ticked in it. */
  private static BulkPage.Row row(
      Register register,
      Entry entry,
      Optional<Move> chosen,
      Moving.Reader me,
      Typed typed,
      SequencedMap<Long, Integer> ticked,
      Map<String, String> names) {
    var hinders = chosen.flatMap(move -> me.hinders(register, entry, move));
    return new BulkPage.Row(
        entry.id() + ":" + entry.revision(),
        register.href(entry),
        register.titleOf(entry),
        entry.number().orElse(""),
        EntryView.standing(register, entry),
        names.getOrDefault(entry.org(), entry.org()),
        typed.fields().containsKey(ROW) ? ticked.containsKey(entry.id()) : hinders.isEmpty(),
        hinders);
  }

  @PostMapping("/registers/{id}/moves/{move}")
  ModelAndView move(
      @PathVariable String id,
      @PathVariable String move,
      @RequestParam(defaultValue = "") String bulk,
      @RequestParam(defaultValue = "") String why,
      @RequestParam(defaultValue = "") String revision,
      HttpServletRequest request,
      Actor.Staff actor) {
    var register = registers.get(id);
    var number =
        bulk.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
            ? UUID.fromString(bulk)
            : UUID.randomUUID();
    var seen = ticked(request);
    return Answers.form(
        move,
        request,
        () -> {
          this.bulk.take(
              new BulkMoving.Asked(
                  number,
                  register,
                  move,
                  seen,
                  files.typed(register, request, actor),
                  new Reason(why.strip(), Optional.of(revision))),
              actor);
          Answers.tell(request, told(register, number, actor));
        },
        register.href() + "/bulk/" + number,
        typed -> page(register, move, number, seen, typed, actor));
  }

  private Label told(Register register, UUID number, Actor.Staff actor) {
    var rows = bulks.rows(bulks.get(register, number, actor.id()).id());
    var done = rows.stream().filter(Row::done).count();
    return done == rows.size()
        ? new Label("已办理 %d 条".formatted(done), "%d done".formatted(done))
        : new Label(
            "已办理 %d 条，%d 条没有办成".formatted(done, rows.size() - done),
            "%d done, %d not".formatted(done, rows.size() - done));
  }

  @GetMapping("/registers/{id}/bulk/{number:[0-9a-f-]{36}}")
  ModelAndView result(@PathVariable String id, @PathVariable UUID number, Actor.Staff reader) {
    var register = registers.get(id);
    var done = bulks.get(register, number, reader.id());
    var rows = bulks.rows(number);
    var found =
        entries
            .list(register, "id", rows.stream().flatMap(row -> row.record().stream()).toList())
            .stream()
            .collect(Collectors.toMap(Entry::id, entry -> entry));
    return new ModelAndView(
        "register/bulk-result",
        "page",
        new BulkResult(
            register.id(),
            register.name(),
            register.life().move(done.deed()).map(Move::label).orElse(GRID),
            rows.stream()
                .map(row ->
                    result(
                        register,
                        row,
                        row.record().flatMap(one -> Optional.ofNullable(found.get(one)))))
                .toList(),
            done.deed().isEmpty() || rows.stream().allMatch(Row::done)
                ? ""
                : Address.of(register.href() + "/moves").with("again", number).text()));
  }

  private static BulkResult.Row result(Register register, Row row, Optional<Entry> entry) {
    return new BulkResult.Row(
        entry.map(register::href).orElse(""),
        entry.map(register::titleOf).orElse("#" + row.row()),
        entry.flatMap(Entry::number).orElse(""),
        entry.flatMap(one -> EntryView.standing(register, one)),
        row.done(),
        row.said().chinese().isEmpty()
            ? new Label("还没有办理，可再办一次", "not tried yet, try again")
            : row.said());
  }
}
