package cn.tongtu.portfolio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.closing.Closing;
import cn.tongtu.engine.formula.Cell;
import cn.tongtu.engine.formula.Filter;
import cn.tongtu.engine.value.Money;
import cn.tongtu.engine.value.Span;
import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Organisations;
import cn.tongtu.ledger.ClosedMonth;
import cn.tongtu.ledger.Ledger;
import cn.tongtu.ledger.Reason;
import cn.tongtu.ledger.View;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Refusal;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** The deeds on projects against the real database; each test enters a project of its own. */
@SpringBootTest(
    properties = "spring.application.name=closing") // Its organisations stay out of the sample.
class PortfolioTest {
  private static final Actor CLERK = new Actor.Product("经办");
  private static final Grounds TEST = Grounds.of("test", false);
  private static final AtomicInteger CODES = new AtomicInteger();

  @Autowired Portfolio portfolio;
  @Autowired Projects projects;
  @Autowired Ledger ledger;
  @Autowired Organisations organisations;
  @Autowired Closing closing;

  @BeforeEach
  void centre() {
    organisations.put(new Organisation("centre", "建设中心", "Construction centre"));
  }

  private final String code = "T" + CODES.incrementAndGet();

  @Test
  void movingAProjectOntoTheKeyListCarriesItsInvestmentAlong() {
    enter();
    portfolio.file(code, YearMonth.of(2025, 3), wan("400"), TEST, CLERK);
    assertThat(done("非市重大")).isEqualByComparingTo("4000000");

    portfolio.putOnKeyList(code, "市重大", LocalDate.of(2025, 1, 1), Optional.empty(), TEST, CLERK);

    assertThat(done("市重大")).isEqualByComparingTo("4000000");
    assertThat(done("非市重大")).isZero();
  }

  @Test
  void aMonthIsFiledOnceAndCorrectedAfterwards() {
    enter();
    var filing = portfolio.file(code, YearMonth.of(2025, 3), wan("400"), TEST, CLERK);
    assertThatThrownBy(() -> portfolio.file(code, YearMonth.of(2025, 3), wan("1"), TEST, CLERK))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("已填报");
    portfolio.correct(filing.id(), 1, wan("360"), Reason.of("监理核减"), CLERK);
    assertThat(done("非市重大")).isEqualByComparingTo("3600000");
    assertThatThrownBy(() -> portfolio.correct(filing.id(), 2, wan("1"), Reason.of(" "), CLERK))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("更正原因");
  }

  /** Two clerks see 400 and correct it at once: one wins, the other is told what stands now. */
  @Test
  void ofTwoWhoCorrectTheSameFilingAtOnceOneIsTold() throws Exception {
    for (int round = 0; round < 20; round++) {
      var own = code + "-" + round;
      enter(own);
      var filing = portfolio.file(own, YearMonth.of(2025, 3), wan("400"), TEST, CLERK);
      var refused =
          together(
              () -> portfolio.correct(filing.id(), 1, wan("300"), Reason.of("甲更正"), CLERK),
              () -> portfolio.correct(filing.id(), 1, wan("500"), Reason.of("乙更正"), CLERK));
      assertThat(refused)
          .singleElement()
          .satisfies(message -> assertThat(message).contains("刚被他人改为"));
      var stands = projects.findFiling(filing.id()).orElseThrow().amount();
      assertThat(held(filing)).isEqualByComparingTo(stands.yuan());
    }
  }

  /**
   * One corrects a month while another moves the project onto the key list: both hold afterwards.
   */
  @Test
  void aCorrectionAndAReclassificationAtOnceBothHold() throws Exception {
    for (int round = 0; round < 20; round++) {
      var own = code + "-k" + round;
      enter(own);
      var filing = portfolio.file(own, YearMonth.of(2025, 3), wan("400"), TEST, CLERK);
      var refused =
          together(
              () -> portfolio.correct(filing.id(), 1, wan("300"), Reason.of("更正"), CLERK),
              () ->
                  portfolio.putOnKeyList(
                      own, "市重大", LocalDate.of(2025, 1, 1), Optional.empty(), TEST, CLERK));
      assertThat(refused).isEmpty();
      assertThat(ledger.amount(cell(own, "市重大"), View.of("centre")).orElseThrow())
          .isEqualByComparingTo("3000000");
      assertThat(held(filing)).isEqualByComparingTo("3000000");
    }
  }

  @Test
  void whatCannotStandIsRefusedInWords() {
    enter();
    assertThatThrownBy(() -> enter()).isInstanceOf(Refusal.class).hasMessageContaining("已存在");
    assertThatThrownBy(
            () -> portfolio.classify(code, "续健", LocalDate.of(2026, 1, 1), "", TEST, CLERK))
        .hasMessageContaining("续建、新建、预备、社会监管、储备");
    assertThatThrownBy(
            () -> portfolio.classify(code, "续建", LocalDate.of(2024, 1, 1), "", TEST, CLERK))
        .hasMessageContaining("晚于");
    assertThatThrownBy(
            () -> portfolio.plan(code, 2025, wan("1"), LocalDate.of(2026, 1, 1), "文", TEST, CLERK))
        .hasMessageContaining("晚于计划年度");
    assertThatThrownBy(() -> portfolio.classify("无此项目", "续建", LocalDate.EPOCH, "", TEST, CLERK))
        .hasMessageContaining("没有这个项目");
    assertThatThrownBy(() -> enter(code + "-o", "center"))
        .hasMessageContaining("没有这个单位 (org)：center，是否为 centre？");
    assertThatThrownBy(() -> enter(code + "-o", "centre", "公跑"))
        .hasMessageContaining("“公跑”不在可选值 (mode) 中，是否为 公路？");
    assertThatThrownBy(() ->
            portfolio.milestone(
                code, "开公", Optional.of(LocalDate.EPOCH), Optional.empty(), TEST, CLERK))
        .hasMessageContaining("“开公”不在可选值 (kind) 中，是否为 开工？");
    assertThatThrownBy(() ->
            portfolio.putOnKeyList(code, "市重点", LocalDate.EPOCH, Optional.empty(), TEST, CLERK))
        .hasMessageContaining("“市重点”不在可选值 (list) 中，是否为 市重大？");
    assertThat(projects.find(code + "-o")).isEmpty();
  }

  /** Each deed that moves what was posted into a closed month takes the reason that it needs. */
  @Test
  void whatMovesAClosedMonthNeedsARevisionsReason() {
    var org = "shut" + CODES.incrementAndGet();
    organisations.put(new Organisation(org, "某中心", "A centre"));
    enter(code, org);
    portfolio.plan(code, 2025, wan("900"), LocalDate.of(2025, 1, 5), "年度计划", TEST, CLERK);
    portfolio.file(code, YearMonth.of(2025, 3), wan("400"), TEST, CLERK);
    closing.propose(org, YearMonth.of(2025, 3), CLERK);
    closing.signOff(org, YearMonth.of(2025, 3), new Actor.Product("审核"));

    var day = LocalDate.of(2025, 2, 1);
    var deeds =
        List.<Consumer<Grounds>>of(
            by -> portfolio.classify(code, "续建", day, "批示", by, CLERK),
            by -> portfolio.putOnKeyList(code, "市重大", day, Optional.empty(), by, CLERK),
            by -> portfolio.plan(code, 2025, wan("800"), day, "调整计划", by, CLERK),
            by -> portfolio.milestone(code, "开工", Optional.of(day), Optional.empty(), by, CLERK),
            by -> portfolio.file(code, YearMonth.of(2025, 1), wan("7"), by, CLERK));
    for (var deed : deeds) {
      assertThatThrownBy(() -> deed.accept(TEST)).isInstanceOf(ClosedMonth.class);
      deed.accept(new Grounds("test", false, Optional.of("审计调整")));
    }
    assertThat(ledger.amount(cell(code, "市重大"), View.of(org)).orElseThrow())
        .isEqualByComparingTo("4000000");
  }

  private void enter() {
    enter(code);
  }

  private void enter(String own) {
    enter(own, "centre");
  }

  private void enter(String own, String org) {
    enter(own, org, "公路");
  }

  private void enter(String own, String org, String mode) {
    portfolio.enter(
        new Portfolio.Draft(
            own,
            "某公路" + own,
            org,
            mode,
            List.of(own + "别名"),
            "年初计划",
            Optional.empty(),
            "test",
            "",
            true),
        CLERK);
    portfolio.classify(own, "新建", LocalDate.of(2025, 1, 1), "年度目录", TEST, CLERK);
  }

  private BigDecimal done(String key) {
    return ledger.amount(cell(code, key), View.of("centre")).orElse(BigDecimal.ZERO);
  }

  private static Cell cell(String project, String key) {
    return new Cell(
        "invest.done",
        List.of(Filter.only("key", key), Filter.only(Filter.SUBJECT, project)),
        Cell.When.over(Span.year(2025)));
  }

  private BigDecimal held(RecordRef filing) {
    return ledger.history(filing).stream()
        .map(posting -> posting.movement().quantity())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static Money wan(String amount) {
    return Money.of(amount, "万元");
  }

  /** Runs both at the same moment and returns what was refused. */
  private static List<String> together(Runnable one, Runnable other) throws Exception {
    var barrier = new CyclicBarrier(2);
    var refused = new ArrayList<String>();
    try (var actors = Executors.newFixedThreadPool(2)) {
      var work = new ArrayList<Future<?>>();
      for (var deed : List.of(one, other)) {
        work.add(
            actors.submit(() -> {
              barrier.await(10, TimeUnit.SECONDS);
              deed.run();
              return null;
            }));
      }
      for (var each : work) {
        try {
          each.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
          if (!(failed.getCause() instanceof Refusal refusal)) {
            throw failed;
          }
          refused.add(refusal.chinese());
        }
      }
    }
    return refused;
  }
}
