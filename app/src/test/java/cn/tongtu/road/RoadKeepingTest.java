package cn.tongtu.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.engine.formula.Cell;
import cn.tongtu.engine.formula.Filter;
import cn.tongtu.engine.geo.Line;
import cn.tongtu.engine.geo.Position;
import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Organisations;
import cn.tongtu.ledger.Ledger;
import cn.tongtu.ledger.Reason;
import cn.tongtu.ledger.View;
import cn.tongtu.map.GeoJson;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.Stale;
import cn.tongtu.shared.WrongField;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** The deeds on roads against the real database; each test enters a road of its own. */
@SpringBootTest(
    properties = "spring.application.name=closing") // Its organisations stay out of the sample.
class RoadKeepingTest {
  private static final Actor CLERK = new Actor.Product("经办");
  private static final AtomicInteger CODES = new AtomicInteger(500);
  private static final Position A = new Position(110.5, 27.3);
  private static final Position B = new Position(110.52, 27.3);
  private static final Position C = new Position(110.52, 27.31);
  private static final LocalDate DAY = LocalDate.of(2024, 5, 1);

  @Autowired RoadKeeping keeping;
  @Autowired Roads roads;
  @Autowired Ledger ledger;
  @Autowired Organisations organisations;

  private final String code = "Y" + CODES.incrementAndGet();

  @BeforeEach
  void town() {
    organisations.put(new Organisation("roadtown", "某镇", "A town", Organisation.Kind.TOWN));
  }

  private Draft draft(String code, Position... way) {
    var line = new Line(List.of(way));
    return new Draft(
        code,
        "甲—乙",
        Route.Level.TOWNSHIP,
        "roadtown",
        LocalDate.of(2020, 1, 1),
        "测试",
        false,
        List.of(
            new Draft.Section(
                "roadtown",
                0,
                Roads.metres(line),
                Route.Grade.FOURTH,
                "水泥混凝土",
                new BigDecimal("4.5"),
                1,
                line)),
        List.of());
  }

  private Roads.Section section(String code) {
    return roads.sections(roads.find(code).orElseThrow().id()).getFirst();
  }

  private BigDecimal kilometres(String code, int year) {
    return ledger
        .amount(
            new Cell(
                "road.length",
                List.of(Filter.only(Filter.SUBJECT, code)),
                new Cell.When.UpTo(LocalDate.of(year, 12, 31)),
                new Cell.Take.Sum()),
            View.of("roadtown"))
        .orElse(BigDecimal.ZERO);
  }

  @Test
  void aRoadCountsSinceItWasOpenedAndASurveySinceItsDay() {
    keeping.enter(List.of(draft(code, A, B)), "普查", CLERK);
    assertThat(kilometres(code, 2019)).isZero();
    assertThat(kilometres(code, 2023)).isEqualByComparingTo("1.980");

    var bent = GeoJson.of(new Line(List.of(A, new Position(110.51, 27.305), B)));
    keeping.survey(section(code).id(), 1, DAY, bent, Reason.of("复测"), CLERK);

    assertThat(kilometres(code, 2023)).isEqualByComparingTo("1.980");
    assertThat(kilometres(code, 2024)).isEqualByComparingTo("2.269");
    assertThat(section(code).rev()).isEqualTo(2);
    assertThat(roads.surveys(roads.find(code).orElseThrow().id())).hasSize(1);
  }

  @Test
  void whatCannotStandIsRefusedInWordsAndNothingIsWritten() {
    keeping.enter(List.of(draft(code, A, B)), "普查", CLERK);
    assertThatThrownBy(() -> keeping.enter(List.of(draft(code, A, B)), "普查", CLERK))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("已存在");
    assertThatThrownBy(() -> keeping.enter(List.of(draft("G999", A, B)), "普查", CLERK))
        .hasMessageContaining("与行政等级 乡道 不符");
    var id = section(code).id();
    assertThatThrownBy(() ->
            keeping.survey(id, 1, DAY, GeoJson.of(new Line(List.of(A, C))), Reason.of("复测"), CLERK))
        .isInstanceOf(WrongField.class)
        .hasMessageContaining("断开");
    assertThatThrownBy(() -> keeping.survey(id, 1, DAY, GeoJson.of(A), Reason.of("复测"), CLERK))
        .hasMessageContaining("应为一条线");
    assertThatThrownBy(() ->
            keeping.survey(
                id,
                1,
                LocalDate.of(2019, 1, 1),
                GeoJson.of(new Line(List.of(A, B))),
                Reason.of("复测"),
                CLERK))
        .hasMessageContaining("不能早于");
    assertThat(section(code).rev()).isEqualTo(1);
    assertThat(kilometres(code, 2024)).isEqualByComparingTo("1.980");
  }

  /** Two surveyors saw the same line: one is written, the other is told. */
  @Test
  void ofTwoWhoSurveyTheSameSectionAtOnceOneIsTold() throws Exception {
    for (int round = 0; round < 10; round++) {
      var own = code + round;
      keeping.enter(List.of(draft(own, A, B)), "普查", CLERK);
      var id = section(own).id();
      var told =
          together(
              () -> keeping.survey(id, 1, DAY, bent(27.304), Reason.of("甲测"), CLERK),
              () -> keeping.survey(id, 1, DAY, bent(27.306), Reason.of("乙测"), CLERK));
      assertThat(told).singleElement().isInstanceOf(Stale.class);
      assertThat(section(own).rev()).isEqualTo(2);
      assertThat(kilometres(own, 2024).movePointRight(3).intValueExact())
          .isEqualTo(section(own).metres());
    }
  }

  private static String bent(double lat) {
    return GeoJson.of(new Line(List.of(A, new Position(110.51, lat), B)));
  }

  private static List<Throwable> together(Runnable one, Runnable other) throws Exception {
    var gate = new CyclicBarrier(2);
    var told = new ArrayList<Throwable>();
    try (var pool = Executors.newFixedThreadPool(2)) {
      var running =
          List.of(one, other).stream()
              .map(deed ->
                  pool.submit(() -> {
                    gate.await();
                    deed.run();
                    return true;
                  }))
              .toList();
      for (var each : running) {
        try {
          assertThat(each.get()).isTrue();
        } catch (ExecutionException failed) {
          told.add(failed.getCause());
        }
      }
    }
    return told;
  }
}
