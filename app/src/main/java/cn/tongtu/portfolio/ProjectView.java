package cn.tongtu.portfolio;

import cn.tongtu.engine.value.Money;
import cn.tongtu.engine.value.Unit;
import cn.tongtu.identity.Organisations;
import cn.tongtu.ledger.CellAddress;
import cn.tongtu.ledger.InFull;
import cn.tongtu.ledger.Ledger;
import cn.tongtu.portfolio.view.ProjectPage;
import cn.tongtu.portfolio.view.ProjectPage.Corrected;
import cn.tongtu.portfolio.view.ProjectPage.Correction;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Words;
import cn.tongtu.shared.view.Editing;
import cn.tongtu.shared.view.Typed;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Reads a project for its page, in one snapshot. */
@Component
class ProjectView {
  private static final Unit WAN = Unit.of("万元");

  private final Projects projects;
  private final Organisations organisations;
  private final Ledger ledger;

  ProjectView(Projects projects, Organisations organisations, Ledger ledger) {
    this.projects = projects;
    this.organisations = organisations;
    this.ledger = ledger;
  }

  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  ProjectPage page(String code, Optional<Correction> correction, Optional<Long> corrected) {
    var project =
        projects
            .find(code)
            .orElseThrow(() -> new NotFound("没有项目 " + code, "there is no project " + code));
    var filings = projects.filings(project.id());
    return new ProjectPage(
        head(project),
        history(project),
        projects.plans(project.id()).stream().map(ProjectView::plan).toList(),
        projects.milestones(project.id()).stream().map(ProjectView::milestone).toList(),
        filings(filings),
        shown(filings.stream().map(Filing::amount).reduce(Money.ZERO, Money::plus)),
        InFull.columnUnit(Unit.YUAN).symbol(),
        correction,
        corrected.flatMap(id ->
            filings.stream()
                .filter(filing -> filing.id() == id)
                .findFirst()
                .flatMap(this::corrected)));
  }

  /** The form with what was typed into it; empty when the project has no such filing. */
  Optional<Correction> form(String code, long filing, Typed typed) {
    return projects
        .owner(Portfolio.FILING, filing)
        .filter(owner -> owner.code().equals(code))
        .flatMap(_ -> projects.findFiling(filing))
        .map(found ->
            new Correction(
                filing,
                month(found),
                wan(found.amount()),
                typed.errors(Correction.FORM).containsKey("revision") || closed(code, found),
                typed,
                new Editing(Correction.FORM, typed, found.rev(), fields(found), by(filing))));
  }

  private static SequencedMap<String, Editing.Value> fields(Filing filing) {
    var fields = new LinkedHashMap<String, Editing.Value>();
    fields.put(
        "amount",
        new Editing.Value(
            new Label("完成额（万元）", "Done (万元)"),
            wan(filing.amount()).replace(",", ""),
            ProjectView::read,
            ProjectView::read));
    return fields;
  }

  /** An amount as it was typed, so that 3600.0 and 3,600 are seen to be the same. */
  private static String read(String typed) {
    try {
      return wan(Money.of(new BigDecimal(typed.strip().replaceAll("[,，]", "")), WAN));
    } catch (ArithmeticException | NumberFormatException malformed) {
      return typed;
    }
  }

  /** Who corrected it last; its first posting is the filing itself. */
  private String by(long filing) {
    var postings = ledger.history(new RecordRef(Portfolio.FILING, filing));
    return postings.size() < 2 ? "" : postings.getLast().by();
  }

  private boolean closed(String code, Filing filing) {
    return ledger
        .closedThrough(projects.get(code).org())
        .filter(last -> !last.isBefore(YearMonth.from(filing.month())))
        .isPresent();
  }

  private ProjectPage.Head head(Project project) {
    var last = project.classifications().stream().reduce((_, later) -> later);
    return new ProjectPage.Head(
        project.code(),
        project.name(),
        projects.aliases(project.id()),
        organisations
            .find(project.org())
            .map(org -> new Label(org.name(), org.english()))
            .orElse(new Label(project.org(), project.org())),
        project.mode(),
        project.origin().label(),
        project.estimate().map(ProjectView::shown).orElse(""),
        last.map(step -> step.projectClass().label()).orElse(""),
        last.map(step -> step.from().toString()).orElse(""),
        project.source(),
        project.note(),
        project.invented(),
        CellAddress.of(new RecordRef(Portfolio.PROJECT, project.id())));
  }

  private static List<ProjectPage.Step> history(Project project) {
    var steps = new ArrayList<ProjectPage.Step>();
    project
        .classifications()
        .forEach(step ->
            steps.add(
                new ProjectPage.Step(
                    step.from().toString(), step.projectClass().label(), step.instruction())));
    project
        .keys()
        .forEach(key ->
            steps.add(
                new ProjectPage.Step(
                    key.from().toString(),
                    key.list(),
                    key.to().map(last -> "→ " + last).orElse(""))));
    steps.sort(Comparator.comparing(ProjectPage.Step::day));
    return steps;
  }

  private static ProjectPage.PlanRow plan(Plan plan) {
    return new ProjectPage.PlanRow(
        plan.year(),
        shown(plan.amount()),
        plan.setOn().toString(),
        plan.paper(),
        plan.invented(),
        CellAddress.of(new RecordRef(Portfolio.PLAN, plan.id())));
  }

  private static ProjectPage.MilestoneRow milestone(Milestone milestone) {
    return new ProjectPage.MilestoneRow(
        milestone.kind(),
        milestone.dueOn().map(LocalDate::toString).orElse(""),
        milestone.doneOn().map(LocalDate::toString).orElse(""),
        milestone
            .dueOn()
            .flatMap(due -> milestone.doneOn().map(done -> ChronoUnit.DAYS.between(due, done))),
        milestone.invented(),
        CellAddress.of(new RecordRef(Portfolio.MILESTONE, milestone.id())));
  }

  private static List<ProjectPage.FilingRow> filings(List<Filing> filings) {
    var largest =
        filings.stream()
            .map(filing -> filing.amount().yuan())
            .reduce(BigDecimal.ONE, BigDecimal::max);
    return filings.stream()
        .map(filing ->
            new ProjectPage.FilingRow(
                filing.id(),
                month(filing),
                shown(filing.amount()),
                filing.rev(),
                Math.max(
                    0,
                    Math.round(filing.amount().yuan().doubleValue() / largest.doubleValue() * 100)),
                filing.invented(),
                CellAddress.of(new RecordRef(Portfolio.FILING, filing.id()))))
        .toList();
  }

  /** The last difference that was posted tells what the amount was before. */
  private Optional<Corrected> corrected(Filing filing) {
    var postings = ledger.history(new RecordRef(Portfolio.FILING, filing.id()));
    return postings.size() < 2
        ? Optional.empty()
        : Optional.of(
            new Corrected(
                month(filing),
                wan(filing.amount().minus(new Money(postings.getLast().movement().quantity()))),
                wan(filing.amount())));
  }

  static String month(Filing filing) {
    return YearMonth.from(filing.month()).toString();
  }

  /** To the last digit, in the unit that the reader wants. */
  private static String shown(Money amount) {
    return Words.number(InFull.inColumn(amount.yuan(), Unit.YUAN));
  }

  /** In 万元 to the last digit, as it is typed. */
  static String wan(Money amount) {
    var bare = amount.in(WAN, 6).stripTrailingZeros();
    return Words.number(bare.scale() < 0 ? bare.setScale(0) : bare);
  }
}
