package cn.tongtu.portfolio;

import cn.tongtu.ledger.RecordCard;
import cn.tongtu.ledger.RecordCard.Line;
import cn.tongtu.ledger.RecordSource;
import cn.tongtu.ledger.Subjects;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.RecordRef;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Shows projects, plans, filings and milestones where the way down from a figure ends. */
@Component
class ProjectRecords implements RecordSource, Subjects {
  private static final Map<String, Label> KIND_LABELS =
      Map.of(
          Portfolio.PROJECT, new Label("项目", "Project"),
          Portfolio.PLAN, new Label("年度投资计划", "Year's plan"),
          Portfolio.FILING, new Label("月度投资填报", "Monthly filing"),
          Portfolio.MILESTONE, new Label("项目节点", "Milestone"));

  private final Projects projects;
  private final Portfolio portfolio;

  ProjectRecords(Projects projects, Portfolio portfolio) {
    this.projects = projects;
    this.portfolio = portfolio;
  }

  @Override
  public Optional<String> name(String subject) {
    return projects.name(subject);
  }

  @Override
  public Optional<RecordCard> card(RecordRef record) {
    return switch (record.kind()) {
      case Portfolio.PROJECT -> projects.find(record.id()).map(this::card);
      case Portfolio.PLAN, Portfolio.FILING, Portfolio.MILESTONE ->
          projects.owner(record.kind(), record.id()).map(project -> card(project, record));
      default -> Optional.empty();
    };
  }

  private RecordCard card(Project project) {
    var lines = new ArrayList<Line>();
    lines.add(new Line("项目编号", "Code", project.code()));
    lines.add(new Line("方式", "Mode", project.mode()));
    lines.add(new Line("立项来源", "Origin", project.origin().label()));
    project.estimate().ifPresent(sum -> lines.add(new Line("总投资", "Estimate", Portfolio.wan(sum))));
    project
        .classifications()
        .forEach(step ->
            lines.add(
                new Line(
                    step.from() + " 起",
                    "From " + step.from(),
                    step.projectClass().label() + basis(step.instruction()))));
    project
        .keys()
        .forEach(key -> lines.add(new Line(key.from() + " 起", "From " + key.from(), key.list())));
    return new RecordCard(
        label(Portfolio.PROJECT),
        project.name(),
        project.org(),
        lines,
        project.source(),
        project.invented(),
        page(project));
  }

  private static String basis(String instruction) {
    return instruction.isBlank() ? "" : "（" + instruction + "）";
  }

  private RecordCard card(Project project, RecordRef record) {
    var id = record.id();
    var source = projects.source(record.kind(), id);
    return switch (record.kind()) {
      case Portfolio.PLAN -> {
        var plan = one(projects.plans(project.id()).stream().filter(one -> one.id() == id));
        yield card(
            record.kind(),
            project,
            List.of(
                new Line("年度", "Year", String.valueOf(plan.year())),
                new Line("计划投资", "Planned", Portfolio.wan(plan.amount())),
                new Line("下达日期", "Set on", plan.setOn().toString()),
                new Line("文件", "Paper", plan.paper())),
            source,
            plan.invented());
      }
      case Portfolio.FILING -> {
        var filing = one(projects.filings(project.id()).stream().filter(one -> one.id() == id));
        yield card(
            record.kind(),
            project,
            List.of(
                new Line("月份", "Month", YearMonth.from(filing.month()).toString()),
                new Line("完成投资", "Done", Portfolio.wan(filing.amount())),
                new Line("版次", "Revision", String.valueOf(filing.rev()))),
            source,
            filing.invented());
      }
      default -> {
        var milestone =
            one(projects.milestones(project.id()).stream().filter(one -> one.id() == id));
        yield card(
            record.kind(),
            project,
            List.of(
                new Line("节点", "Milestone", milestone.kind()),
                new Line("应完成", "Due", milestone.dueOn().map(LocalDate::toString).orElse("—")),
                new Line("实际完成", "Done", milestone.doneOn().map(LocalDate::toString).orElse("—"))),
            source,
            milestone.invented());
      }
    };
  }

  private static Label label(String kind) {
    return KIND_LABELS.getOrDefault(kind, new Label(kind, kind));
  }

  private static <T> T one(Stream<T> found) {
    return found.findFirst().orElseThrow();
  }

  private static RecordCard card(
      String kind, Project project, List<Line> lines, String source, boolean invented) {
    return new RecordCard(
        label(kind), project.name(), project.org(), lines, source, invented, page(project));
  }

  private static Optional<String> page(Project project) {
    return Optional.of("/projects/" + project.code());
  }

  @Override
  public Optional<Label> kind(String kind) {
    return Optional.ofNullable(KIND_LABELS.get(kind));
  }

  @Override
  public long invented(String kind, Collection<Long> ids) {
    return KIND_LABELS.containsKey(kind) ? projects.invented(kind, ids) : 0;
  }

  @Override
  public Stream<Said> everything() {
    return projects.list().stream()
        .flatMap(project -> portfolio.said(project).entrySet().stream())
        .map(said -> new Said(said.getKey(), said.getValue()));
  }
}
