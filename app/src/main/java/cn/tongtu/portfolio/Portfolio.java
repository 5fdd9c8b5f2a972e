package cn.tongtu.portfolio;

import cn.tongtu.engine.value.Money;
import cn.tongtu.engine.value.Unit;
import cn.tongtu.identity.Audit;
import cn.tongtu.identity.Audit.Change;
import cn.tongtu.identity.Organisations;
import cn.tongtu.identity.Permissions;
import cn.tongtu.ledger.Ledger;
import cn.tongtu.ledger.Measures;
import cn.tongtu.ledger.Movement;
import cn.tongtu.ledger.Reason;
import cn.tongtu.portfolio.Project.Classification;
import cn.tongtu.portfolio.Project.KeyMembership;
import cn.tongtu.portfolio.Project.ProjectClass;
import cn.tongtu.search.Finder;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.Stale;
import cn.tongtu.shared.WrongField;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The deeds on projects (项目库业务). Each locks the project, writes, and settles every record whose
 * postings depend on what was written: a project moved between classes or lists carries its plans,
 * filings and milestones along.
 */
@Service
public class Portfolio {
  static final String PROJECT = "project";
  static final String PLAN = "plan";
  static final String FILING = "filing";
  static final String MILESTONE = "milestone";

  private final Projects projects;
  private final Ledger ledger;
  private final Measures measures;
  private final Finder finder;
  private final Permissions permissions;
  private final Organisations organisations;
  private final Audit audit;

  Portfolio(
      Projects projects,
      Ledger ledger,
      Measures measures,
      Finder finder,
      Permissions permissions,
      Organisations organisations,
      Audit audit) {
    this.projects = projects;
    this.ledger = ledger;
    this.measures = measures;
    this.finder = finder;
    this.organisations = organisations;
    this.permissions = permissions;
    this.audit = audit;
  }

  /** A project as it enters the catalogue. */
  public record Draft(
      String code,
      String name,
      String org,
      String mode,
      List<String> aliases,
      String origin,
      Optional<Money> estimate,
      String source,
      String note,
      boolean invented) {}

  /**
   * @throws Refusal when there is no such organisation or mode, or the code is taken
   */
  @Transactional
  public void enter(Draft draft, Actor actor) {
    organisations.get(draft.org());
    measures.requireMember("invest.done", "mode", draft.mode(), "mode");
    var acting = permissions.require(actor, "project.enter", draft.org());
    projects.add(draft);
    finder.put(ProjectSearch.entry(projects.get(draft.code()), draft.aliases()));
    added(
        acting,
        "project.enter",
        projects.get(draft.code()),
        Map.of(
            "code", draft.code(),
            "name", draft.name(),
            "mode", draft.mode(),
            "estimate", draft.estimate()),
        draft.source());
  }

  /** Puts a project into a class from a day on; an instruction (批示、文号) is the ground for it. */
  @Transactional
  public void classify(
      String code,
      String projectClass,
      LocalDate from,
      String instruction,
      Grounds grounds,
      Actor actor) {
    var project = projects.lock(code);
    var acting = permissions.require(actor, "project.classify", project.org());
    var to = ProjectClass.of(projectClass);
    Refusal.unless(
        project.classifications().stream().allMatch(before -> before.from().isBefore(from)),
        "新的分类日期须晚于此前各次",
        "a reclassification comes after those before it");
    projects.addClassification(
        project.id(),
        new Classification(to, from, instruction),
        grounds.source(),
        grounds.invented());
    added(
        acting,
        "project.classify",
        project,
        Map.of("class", projectClass, "from", from),
        grounds.inFull());
    settle(code, acting, grounds.reason(instruction.isBlank() ? "列入" + projectClass : instruction));
  }

  @Transactional
  public void putOnKeyList(
      String code,
      String list,
      LocalDate from,
      Optional<LocalDate> to,
      Grounds grounds,
      Actor actor) {
    var project = projects.lock(code);
    var acting = permissions.require(actor, "project.key-list", project.org());
    measures.requireMember("invest.done", "key", list, "list");
    Refusal.unless(
        to.map(last -> !last.isBefore(from)).orElse(true), "名录止日早于起日", "it ends before it begins");
    projects.addKeyMembership(
        project.id(), new KeyMembership(list, from, to), grounds.source(), grounds.invented());
    added(
        acting,
        "project.key-list",
        project,
        Map.of("list", list, "from", from, "to", to),
        grounds.inFull());
    settle(code, acting, grounds.reason("列入" + list));
  }

  @Transactional
  public void plan(
      String code,
      int year,
      Money amount,
      LocalDate setOn,
      String paper,
      Grounds grounds,
      Actor actor) {
    var project = projects.lock(code);
    var acting = permissions.require(actor, "project.plan", project.org());
    Refusal.unless(setOn.getYear() <= year, "计划下达日晚于计划年度", "the plan is set after its year");
    projects.addPlan(
        project.id(),
        new Plan(0, year, amount, setOn, paper, grounds.invented()),
        grounds.source());
    added(
        acting,
        "project.plan",
        project,
        Map.of("year", year, "amount", amount, "setOn", setOn, "paper", paper),
        grounds.inFull());
    settle(code, acting, grounds.reason(paper));
  }

  /** Files the investment of a month; a month is filed once and corrected afterwards. */
  @Transactional
  public RecordRef file(String code, YearMonth month, Money amount, Grounds grounds, Actor actor) {
    var project = projects.lock(code);
    var acting = permissions.require(actor, "invest.file", project.org());
    var id =
        projects.addFiling(
            project.id(), month.atDay(1), amount, grounds.source(), grounds.invented());
    var filing = projects.findFiling(id).orElseThrow();
    var record = new RecordRef(FILING, id);
    ledger.settle(record, filing.movements(project), acting, grounds.reason("月度填报"));
    added(
        acting,
        "invest.file",
        project,
        Map.of("filing", id, "month", month, "amount", amount),
        grounds.inFull());
    return record;
  }

  /**
   * Corrects a filed month.
   *
   * @param rev the revision that the corrector saw; somebody else's correction in between is
   *     refused
   * @throws cn.tongtu.shared.Forbidden when the actor may not correct the project's organisation's
   * @throws cn.tongtu.ledger.ClosedMonth when the month is closed and the reason names no revision
   */
  @Transactional
  public void correct(long filing, int rev, Money amount, Reason reason, Actor actor) {
    Refusal.unless(!reason.why().isBlank(), "请写明更正原因", "say why it is corrected");
    var project =
        projects.owner(FILING, filing).orElseThrow(() -> new Refusal("没有这条填报", "no such filing"));
    projects.lock(project.code());
    var acting = permissions.require(actor, "invest.correct", project.org());
    var before = projects.lockFiling(filing).orElseThrow();
    if (before.rev() != rev) {
      throw new Stale(
          "这条填报刚被他人改为 %s，请核对后重新提交".formatted(wan(before.amount())),
          "somebody has just changed it to " + before.amount());
    }
    WrongField.unless(
        before.amount().compareTo(amount) != 0,
        "amount",
        "新数与原数相同，无需更正",
        "this is what was filed already");
    projects.putFiling(filing, amount);
    var after = projects.findFiling(filing).orElseThrow();
    var record = new RecordRef(FILING, filing);
    ledger.settle(record, after.movements(projects.get(project.code())), acting, reason);
    audit.changed(
        acting,
        "invest.correct",
        new Change(
            record,
            project.org(),
            Map.of("amount", before.amount().toString()),
            Map.of("amount", amount.toString())),
        reason.inFull());
  }

  @Transactional
  public void milestone(
      String code,
      String kind,
      Optional<LocalDate> dueOn,
      Optional<LocalDate> doneOn,
      Grounds grounds,
      Actor actor) {
    var project = projects.lock(code);
    var acting = permissions.require(actor, "project.milestone", project.org());
    measures.requireMember("milestone.done", "kind", kind, "kind");
    Refusal.unless(
        dueOn.isPresent() || doneOn.isPresent(), "节点至少要有应完成日或完成日", "a milestone is due or done");
    projects.addMilestone(
        project.id(), new Milestone(0, kind, dueOn, doneOn, grounds.invented()), grounds.source());
    added(
        acting,
        "project.milestone",
        project,
        Map.of("kind", kind, "dueOn", dueOn, "doneOn", doneOn),
        grounds.inFull());
    settle(code, acting, grounds.reason(kind));
  }

  /** Something new that a project carries, as the audit trail keeps it. */
  private void added(
      Actor actor, String action, Project project, Map<String, Object> after, String source) {
    var words = new TreeMap<String, String>();
    after.forEach((field, value) ->
        words.put(
            field,
            value instanceof Optional<?> maybe
                ? maybe.map(Object::toString).orElse("")
                : value.toString()));
    audit.changed(
        actor,
        action,
        Change.added(new RecordRef(PROJECT, project.id()), project.org(), words),
        source);
  }

  private void settle(String code, Actor actor, Reason reason) {
    said(projects.get(code))
        .forEach((record, movements) -> ledger.settle(record, movements, actor, reason));
  }

  /** All records of a project with what the ledger should hold because of them. */
  Map<RecordRef, Collection<Movement>> said(Project project) {
    var said = new LinkedHashMap<RecordRef, Collection<Movement>>();
    said.put(new RecordRef(PROJECT, project.id()), project.movements());
    var inForce = new LinkedHashMap<Integer, Money>();
    for (var plan : projects.plans(project.id())) {
      var before = inForce.getOrDefault(plan.year(), Money.ZERO);
      said.put(new RecordRef(PLAN, plan.id()), plan.movements(project, before));
      inForce.put(plan.year(), plan.amount());
    }
    projects
        .filings(project.id())
        .forEach(filing -> said.put(new RecordRef(FILING, filing.id()), filing.movements(project)));
    projects
        .milestones(project.id())
        .forEach(milestone ->
            said.put(new RecordRef(MILESTONE, milestone.id()), milestone.movements(project)));
    return said;
  }

  static String wan(Money amount) {
    return amount.in(Unit.of("万元"), 2).stripTrailingZeros().toPlainString() + "万元";
  }
}
