package cn.tongtu.portfolio;

import cn.tongtu.ledger.RecordCard;
import cn.tongtu.ledger.RecordCard.Line;
import cn.tongtu.ledger.RecordSource;
import cn.tongtu.ledger.Subjects;
import cn.tongtu.shared.RecordRef;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Shows projects, plans, filings and milestones where the way down from a figure ends. */
@Component
class ProjectRecords implements RecordSource, Subjects {
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
    lines.add(new Line("项目编号", project.code()));
    lines.add(new Line("方式", project.mode()));
    lines.add(new Line("立项来源", project.origin().label()));
    project.estimate().ifPresent(sum -> lines.add(new Line("总投资", Portfolio.wan(sum))));
    project
        .classifications()
        .forEach(step ->
            lines.add(
                new Line(
                    step.from() + " 起", step.projectClass().label() + basis(step.instruction()))));
    project.keys().forEach(key -> lines.add(new Line(key.from() + " 起", key.list())));
    return new RecordCard(
        "项目",
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
            "年度投资计划",
            project,
            List.of(
                new Line("年度", plan.year() + "年"),
                new Line("计划投资", Portfolio.wan(plan.amount())),
                new Line("下达日期", plan.setOn().toString()),
                new Line("文件", plan.paper())),
            source,
            plan.invented());
      }
      case Portfolio.FILING -> {
        var filing = one(projects.filings(project.id()).stream().filter(one -> one.id() == id));
        yield card(
            "月度投资填报",
            project,
            List.of(
                new Line("月份", YearMonth.from(filing.month()).toString()),
                new Line("完成投资", Portfolio.wan(filing.amount())),
                new Line("修订", "第 " + filing.rev() + " 版")),
            source,
            filing.invented());
      }
      default -> {
        var milestone =
            one(projects.milestones(project.id()).stream().filter(one -> one.id() == id));
        yield card(
            "项目节点",
            project,
            List.of(
                new Line("节点", milestone.kind()),
                new Line("应完成", milestone.dueOn().map(LocalDate::toString).orElse("未定")),
                new Line("实际完成", milestone.doneOn().map(LocalDate::toString).orElse("未完成"))),
            source,
            milestone.invented());
      }
    };
  }

  private static <T> T one(Stream<T> found) {
    return found.findFirst().orElseThrow();
  }

  private static RecordCard card(
      String kind, Project project, List<Line> lines, String source, boolean invented) {
    return new RecordCard(
        kind, project.name(), project.org(), lines, source, invented, page(project));
  }

  private static Optional<String> page(Project project) {
    return Optional.of("/projects/" + project.code());
  }

  @Override
  public Stream<Said> everything() {
    return projects.list().stream()
        .flatMap(project -> portfolio.said(project).entrySet().stream())
        .map(said -> new Said(said.getKey(), said.getValue()));
  }
}
