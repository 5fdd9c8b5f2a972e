package cn.tongtu.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.engine.value.Money;
import cn.tongtu.ledger.Movement;
import cn.tongtu.portfolio.Project.Classification;
import cn.tongtu.portfolio.Project.KeyMembership;
import cn.tongtu.portfolio.Project.Origin;
import cn.tongtu.portfolio.Project.ProjectClass;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProjectTest {
  private static final LocalDate NEW_YEAR = LocalDate.of(2025, 1, 1);
  private static final LocalDate JUNE_12 = LocalDate.of(2025, 6, 12);

  private final Project converted =
      project(
          List.of(
              new Classification(ProjectClass.PREPARATORY, NEW_YEAR, "年度目录"),
              new Classification(ProjectClass.NEW, JUNE_12, "18号批示")),
          List.of(new KeyMembership("市重大", JUNE_12, Optional.of(LocalDate.of(2025, 9, 30)))));

  @Test
  void enteringAndReclassificationAreMovementsOfAStock() {
    assertThat(converted.movements())
        .extracting(ProjectTest::told)
        .containsExactly(
            "project.in_class 2025-01-01 预备 非市重大 +1",
            "project.in_class 2025-06-12 预备 非市重大 -1",
            "project.in_class 2025-06-12 新建 市重大 +1",
            "project.in_class 2025-10-01 新建 市重大 -1",
            "project.in_class 2025-10-01 新建 非市重大 +1",
            "project.entered 2025-01-01 预备 非市重大 +1",
            "project.reclassified 2025-06-12 预备→新建 +1");
  }

  @Test
  void onAnyDayItIsInAtMostOneClass() {
    for (var day = NEW_YEAR.minusDays(5); day.getYear() < 2026; day = day.plusDays(1)) {
      var until = day;
      var held =
          converted.movements().stream()
              .filter(movement -> movement.measure().equals("project.in_class"))
              .filter(movement -> !movement.on().isAfter(until))
              .mapToInt(movement -> movement.quantity().intValueExact())
              .sum();
      assertThat(held).as("%s", day).isEqualTo(day.isBefore(NEW_YEAR) ? 0 : 1);
    }
  }

  @Test
  void aMilestoneOfAConvertedProjectCountsAsConverted() {
    var start =
        new Milestone(
            1,
            "开工",
            Optional.of(LocalDate.of(2026, 3, 1)),
            Optional.of(LocalDate.of(2025, 8, 1)),
            false);
    assertThat(start.movements(converted))
        .filteredOn(movement -> movement.measure().equals("milestone.done"))
        .singleElement()
        .satisfies(done ->
            assertThat(done.members())
                .containsEntry("origin", "预备转实施")
                .containsEntry("early", "是")
                .containsEntry("key", "市重大"));
    assertThat(start.movements(converted))
        .extracting(Movement::measure)
        .containsExactly("milestone.due", "milestone.done", "project.under_way");
  }

  @Test
  void aPlanAdjustedInJulyCountsItsDifferenceFromJuly() {
    var first = plan("941", LocalDate.of(2024, 12, 20));
    var adjusted = plan("1000", LocalDate.of(2025, 7, 1));
    assertThat(first.movements(converted, Money.ZERO).getFirst())
        .satisfies(movement -> {
          assertThat(movement.on()).isEqualTo(NEW_YEAR);
          assertThat(movement.quantity()).isEqualByComparingTo("9410000");
        });
    assertThat(adjusted.movements(converted, first.amount()).getFirst())
        .satisfies(movement -> {
          assertThat(movement.on()).isEqualTo(LocalDate.of(2025, 7, 1));
          assertThat(movement.quantity()).isEqualByComparingTo("590000");
        });
  }

  private static Plan plan(String wan, LocalDate setOn) {
    return new Plan(1, 2025, Money.of(wan, "万元"), setOn, "计划文件", false);
  }

  private static String told(Movement movement) {
    var members = movement.members();
    var what =
        members.containsKey("to")
            ? members.get("from") + "→" + members.get("to")
            : members.get("class") + " " + members.get("key");
    return "%s %s %s %+d"
        .formatted(movement.measure(), movement.on(), what, movement.quantity().intValueExact());
  }

  private static Project project(List<Classification> classes, List<KeyMembership> keys) {
    return new Project(
        7,
        "P7",
        "某公路",
        "centre",
        "公路",
        Origin.PLANNED,
        Optional.empty(),
        classes,
        keys,
        "",
        "",
        true);
  }
}
