package cn.tongtu.demo;

import cn.tongtu.closing.Closing;
import cn.tongtu.engine.value.Money;
import cn.tongtu.engine.value.Span;
import cn.tongtu.engine.value.Unit;
import cn.tongtu.identity.Audit;
import cn.tongtu.identity.Audit.Change;
import cn.tongtu.identity.DemoPeople;
import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Organisations;
import cn.tongtu.ledger.Reason;
import cn.tongtu.portfolio.Grounds;
import cn.tongtu.portfolio.Portfolio;
import cn.tongtu.register.Moving;
import cn.tongtu.register.RegisterKeeping;
import cn.tongtu.report.Reporting;
import cn.tongtu.search.Indexing;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.StartupProblem;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Loads the sample (载入示例): all files in one transaction, so that a mistake anywhere leaves nothing
 * behind, and through the same use cases that pages use.
 */
@Service
class Sample {
  private static final Actor.Product ACTOR = new Actor.Product("示例数据");
  private static final Actor.Product CLERK = new Actor.Product("演示·经办");
  private static final Actor REVIEWER = new Actor.Product("演示·审核");
  private static final String WHY = "载入示例数据";
  private static final int MOST_PROBLEMS = 20;
  private static final Unit WAN = Unit.of("万元");

  private final Organisations organisations;
  private final Portfolio portfolio;
  private final RegisterKeeping registers;
  private final Moving moving;
  private final Reporting reporting;
  private final DemoPeople people;
  private final Closing closing;
  private final CountyLoading county;
  private final Audit audit;
  private final Indexing indexing;

  Sample(
      Organisations organisations,
      Portfolio portfolio,
      RegisterKeeping registers,
      Moving moving,
      Reporting reporting,
      DemoPeople people,
      Closing closing,
      CountyLoading county,
      Audit audit,
      Indexing indexing) {
    this.county = county;
    this.audit = audit;
    this.indexing = indexing;
    this.closing = closing;
    this.people = people;
    this.organisations = organisations;
    this.portfolio = portfolio;
    this.registers = registers;
    this.moving = moving;
    this.reporting = reporting;
  }

  /**
   * @return false when the sample had been loaded before; then nothing is done
   * @throws StartupProblem naming file and line of what is wrong
   */
  @Transactional
  public boolean load(SampleFolder folder) {
    var kept = organisations.list();
    if (!kept.isEmpty()) {
      var codes = folder.rows("organisations.csv").stream().map(row -> row.text("code")).toList();
      if (kept.stream().noneMatch(organisation -> codes.contains(organisation.code()))) {
        throw new StartupProblem(
            "库中已有其他单位的数据，示例数据不会混入。请用 TONGTU_DATA 另指一个数据目录",
            "The database holds another authority's data; the sample is not mixed in. Name another"
                + " folder with TONGTU_DATA");
      }
      // A sample that was loaded before people could sign in gets its people now.
      people.enter(ACTOR);
      return false;
    }
    var problems = new ArrayList<String>();
    var loading = new Loading(folder, problems);
    loading.file("organisations", List.of("code", "name", "english", "source"), this::organisation);
    loading.file(
        "projects",
        List.of(
            "code",
            "name",
            "org",
            "mode",
            "aliases",
            "origin",
            "estimate_wan",
            "source",
            "note",
            "invented"),
        this::project);
    loading.file(
        "classifications",
        List.of("project", "class", "from", "instruction", "source", "invented"),
        this::classification);
    loading.file(
        "key_list", List.of("project", "list", "from", "to", "source", "invented"), this::key);
    loading.file(
        "plans",
        List.of("project", "year", "amount_wan", "set_on", "paper", "source", "invented"),
        this::plan);
    loading.file(
        "filings", List.of("project", "month", "amount_wan", "source", "invented"), this::filing);
    loading.file(
        "milestones",
        List.of("project", "kind", "due_on", "done_on", "source", "invented"),
        this::milestone);
    for (var register : registers.ids()) {
      var fields = registers.fields(register);
      var columns =
          Stream.concat(Stream.of("org", "source", "invented", "note", "then"), fields.stream())
              .toList();
      loading.optionalFile(register, columns, row -> entry(register, fields, row));
    }
    loading.file("documents", List.of("template", "org", "span", "watched"), this::document);
    if (!problems.isEmpty()) {
      throw new StartupProblem(
          "示例数据有 " + problems.size() + " 处错误，尚未写入任何内容：",
          problems.size()
              + " mistakes in the sample, nothing was written:"
              + System.lineSeparator()
              + String.join(
                  System.lineSeparator(),
                  problems.subList(0, Math.min(problems.size(), MOST_PROBLEMS))));
    }
    // Who brings a sample of one's own has a county of one's own.
    if (folder.own().isEmpty()) {
      county.load(ACTOR);
    }
    people.enter(ACTOR);
    close();
    indexing.all();
    return true;
  }

  /** Some months are closed, one waits for a signature and one was sent back. */
  private void close() {
    for (int month = 3; month <= 6; month++) {
      closing.propose("wangcheng", YearMonth.of(2020, month), CLERK);
      closing.signOff("wangcheng", YearMonth.of(2020, month), REVIEWER);
    }
    closing.propose("wangcheng", YearMonth.of(2020, 7), CLERK);
    closing.propose("ouhai", YearMonth.of(2022, 12), CLERK);
    closing.signOff("ouhai", YearMonth.of(2022, 12), REVIEWER);
    closing.propose("ouhai", YearMonth.of(2023, 1), CLERK);
    closing.sendBack("ouhai", YearMonth.of(2023, 1), "水运投资还缺一个项目，补报后再提请", REVIEWER);
  }

  private void document(SampleRow row) {
    reporting.open(
        row.text("template"),
        row.text("org"),
        Span.parse(row.text("span")),
        row.optional("watched"),
        ACTOR);
  }

  private void organisation(SampleRow row) {
    organisations.put(new Organisation(row.text("code"), row.text("name"), row.text("english")));
    audit.changed(
        ACTOR,
        "organisation.keep",
        Change.added(
            new RecordRef("organisation", 0), row.text("code"), Map.of("name", row.text("name"))),
        row.text("source"));
  }

  private void project(SampleRow row) {
    portfolio.enter(
        new Portfolio.Draft(
            row.text("code"),
            row.text("name"),
            row.text("org"),
            row.text("mode"),
            row.optional("aliases").map(list -> List.of(list.split(";"))).orElse(List.of()),
            row.text("origin"),
            row.optional("estimate_wan").map(_ -> Money.of(row.decimal("estimate_wan"), WAN)),
            row.text("source"),
            row.orEmpty("note"),
            row.yes("invented")),
        ACTOR);
  }

  private static Grounds grounds(SampleRow row) {
    return Grounds.of(row.text("source"), row.yes("invented"));
  }

  private void classification(SampleRow row) {
    portfolio.classify(
        row.text("project"),
        row.text("class"),
        row.day("from"),
        row.orEmpty("instruction"),
        grounds(row),
        ACTOR);
  }

  private void key(SampleRow row) {
    portfolio.putOnKeyList(
        row.text("project"),
        row.text("list"),
        row.day("from"),
        row.optionalDay("to"),
        grounds(row),
        ACTOR);
  }

  private void plan(SampleRow row) {
    portfolio.plan(
        row.text("project"),
        row.whole("year"),
        Money.of(row.decimal("amount_wan"), WAN),
        row.day("set_on"),
        row.text("paper"),
        grounds(row),
        ACTOR);
  }

  private void filing(SampleRow row) {
    portfolio.file(
        row.text("project"),
        row.month("month"),
        Money.of(row.decimal("amount_wan"), WAN),
        grounds(row),
        ACTOR);
  }

  private void milestone(SampleRow row) {
    portfolio.milestone(
        row.text("project"),
        row.text("kind"),
        row.optionalDay("due_on"),
        row.optionalDay("done_on"),
        grounds(row),
        ACTOR);
  }

  private void entry(String register, List<String> fields, SampleRow row) {
    Map<String, String> cells = row.cells(fields);
    var record =
        registers.add(
            register,
            new RegisterKeeping.Written(
                row.text("org"),
                cells,
                row.text("source"),
                row.orEmpty("note"),
                row.yes("invented")),
            ACTOR,
            Reason.of(WHY));
    // What had happened to it when it was written down, move by move.
    row.optional("then")
        .ifPresent(moves ->
            Stream.of(moves.split(" "))
                .forEach(move ->
                    moving.move(
                        record, move, OptionalInt.empty(), Map.of(), ACTOR, Reason.of(WHY))));
  }

  /** One load: what the rows say no to is gathered, so that all mistakes are told at once. */
  private record Loading(SampleFolder folder, List<String> problems) {
    void file(String name, List<String> columns, Consumer<SampleRow> load) {
      rows(folder.rows(name + ".csv"), columns, load);
    }

    void optionalFile(String name, List<String> columns, Consumer<SampleRow> load) {
      folder.find(name + ".csv").ifPresent(rows -> rows(rows, columns, load));
    }

    private void rows(List<SampleRow> rows, List<String> columns, Consumer<SampleRow> load) {
      for (var row : rows) {
        try {
          load.accept(row.only(columns));
        } catch (Refusal | IllegalArgumentException | ArithmeticException refused) {
          problems.add(row.file() + ":" + row.line() + ": " + refused.getMessage());
        } catch (DataAccessException failed) {
          // The database takes nothing more in this transaction, so the rows after cannot be tried.
          problems.add(
              row.file()
                  + ":"
                  + row.line()
                  + ": 与已有的行冲突 "
                  + failed.getMostSpecificCause().getMessage());
          throw new StartupProblem(
              "示例数据有错误，尚未写入任何内容：",
              "A mistake in the sample, nothing was written:"
                  + System.lineSeparator()
                  + String.join(System.lineSeparator(), problems));
        }
      }
    }
  }
}
