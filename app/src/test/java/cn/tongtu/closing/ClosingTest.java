package cn.tongtu.closing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.engine.formula.Cell;
import cn.tongtu.engine.formula.Filter;
import cn.tongtu.engine.value.Span;
import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Organisations;
import cn.tongtu.ledger.BulkSettling;
import cn.tongtu.ledger.Citations;
import cn.tongtu.ledger.ClosedMonth;
import cn.tongtu.ledger.Ledger;
import cn.tongtu.ledger.Movement;
import cn.tongtu.ledger.Posting;
import cn.tongtu.ledger.Reason;
import cn.tongtu.ledger.RecordSource;
import cn.tongtu.ledger.Revisions;
import cn.tongtu.ledger.View;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.Words;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Closing against the real database; each test has organisations of its own. */
@SpringBootTest(
    properties = "spring.application.name=closing") // Its organisations stay out of the sample.
class ClosingTest {
  private static final Actor CLERK = new Actor.Product("经办");
  private static final Actor REVIEWER = new Actor.Product("审核");
  private static final YearMonth MARCH = YearMonth.of(2025, 3);
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final AtomicLong RECORDS = new AtomicLong();

  @Autowired Closing closing;
  @Autowired Closings closings;
  @Autowired Organisations organisations;
  @Autowired Ledger ledger;
  @Autowired BulkSettling bulk;
  @Autowired Revisions revisions;
  @Autowired Citations citations;
  @Autowired JdbcClient db;
  @Autowired PlatformTransactionManager transactions;

  private final String org = "org" + NUMBER.incrementAndGet();

  @BeforeEach
  void enter() {
    organisations.put(new Organisation(org, "单位" + org, org));
  }

  @Test
  void oneProposesAnotherSignsAndItStaysClosed() {
    settle(org, MARCH, "5");
    closing.propose(org, MARCH, CLERK);
    assertThatThrownBy(() -> closing.propose(org, MARCH, CLERK)).hasMessageContaining("已经提请");
    assertThatThrownBy(() -> closing.signOff(org, MARCH, CLERK))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("两人");
    assertThat(ledger.closedThrough(org)).isEmpty();
    closing.signOff(org, MARCH, REVIEWER);
    assertThat(ledger.closedThrough(org)).hasValue(MARCH);
    assertThat(closing.books(org, MARCH).state()).isEqualTo(Books.State.CLOSED);
    assertThat(closing.books(org, MARCH.minusMonths(9)).state())
        .as("the first closing takes all before along")
        .isEqualTo(Books.State.CLOSED);
    assertThatThrownBy(() -> closing.propose(org, MARCH, CLERK)).hasMessageContaining("已经关账");
    assertThatThrownBy(() -> closing.sendBack(org, MARCH, "再看看", REVIEWER))
        .hasMessageContaining("已经关账");
    assertThatThrownBy(() -> db.sql("delete from ledger.closing").update())
        .rootCause()
        .hasMessageContaining("permission denied");
  }

  @Test
  void monthsFollowOneAnotherAndOnlyOnceTheyAreOver() {
    close(org, MARCH);
    assertThatThrownBy(() -> closing.propose(org, MARCH.plusMonths(2), CLERK))
        .hasMessageContaining("先关 2025年4月");
    close(org, MARCH.plusMonths(1));
    assertThatThrownBy(() -> closing.propose(org, YearMonth.now(Words.CHINA), CLERK))
        .hasMessageContaining("还没有结束");
  }

  @Test
  void whatIsSentBackIsProposedAgain() {
    closing.propose(org, MARCH, CLERK);
    assertThatThrownBy(() -> closing.sendBack(org, MARCH, " ", REVIEWER))
        .hasMessageContaining("退回原因");
    closing.sendBack(org, MARCH, "缺铁路一项", REVIEWER);
    assertThat(closing.books(org, MARCH).state()).isEqualTo(Books.State.RETURNED);
    assertThatThrownBy(() -> closing.signOff(org, MARCH, REVIEWER)).hasMessageContaining("尚未提请");
    close(org, MARCH);
    assertThat(closings.events(org, MARCH))
        .extracting(ClosingEvent::step)
        .containsExactly(
            ClosingEvent.Step.PROPOSED,
            ClosingEvent.Step.RETURNED,
            ClosingEvent.Step.PROPOSED,
            ClosingEvent.Step.SIGNED);
  }

  /** The tree as it stood on the month's last day counts, at any depth. */
  @Test
  void theOrganisationsBelowCloseFirst() {
    var section = below("section", LocalDate.of(2025, 1, 1), org);
    var site = below("site", LocalDate.of(2025, 4, 1), section);
    var silent = below("silent", LocalDate.of(2025, 1, 1), org);
    settle(section, MARCH, "1");
    settle(site, MARCH, "1");

    assertThatThrownBy(() -> closing.propose(org, MARCH, CLERK))
        .hasMessageContaining("单位" + section)
        .satisfies(refused -> assertThat(refused).hasMessageNotContaining("单位" + silent));
    close(section, MARCH);
    close(org, MARCH);
    assertThat(ledger.closedThrough(silent)).as("kept nothing, closed along").hasValue(MARCH);
    assertThat(ledger.closedThrough(site)).as("stood elsewhere in March").isEmpty();
    assertThatThrownBy(() -> settle(silent, MARCH, "1")).isInstanceOf(ClosedMonth.class);

    assertThatThrownBy(() -> close(section, MARCH.plusMonths(1))).hasMessageContaining("单位" + site);
    assertThatThrownBy(() -> close(org, MARCH.plusMonths(1)))
        .as("one that was closed once closes itself")
        .hasMessageContaining("单位" + section);
  }

  /** Opened afterwards with an earlier day, it is below a closed month and not closed itself. */
  @Test
  void whatCameBelowAfterTheMonthWasClosedIsNamedOnIt() {
    close(org, MARCH);
    assertThat(closing.books(org, MARCH).openBelow()).isEmpty();

    var late = below("late", LocalDate.of(2025, 1, 1), org);

    assertThat(closing.books(org, MARCH).openBelow()).containsExactly("单位" + late);
    settle(late, MARCH, "1");
    close(late, MARCH);
    assertThat(closing.books(org, MARCH).openBelow()).isEmpty();
    assertThatThrownBy(() -> settle(late, MARCH, "1")).isInstanceOf(ClosedMonth.class);
  }

  @Test
  void aPostingIntoAClosedMonthNeedsAReasonAndIsMarked() {
    var record = settle(org, MARCH, "5");
    close(org, MARCH);

    assertThat(settle(record, movements(org, MARCH, "5"), Reason.of("复核")))
        .as("nothing changes, nothing is refused")
        .isZero();
    assertThatThrownBy(() -> settle(record, movements(org, MARCH, "6"), Reason.of("更正")))
        .isInstanceOfSatisfying(
            ClosedMonth.class,
            refused -> {
              assertThat(refused.months()).containsExactly(new ClosedMonth.Shut(org, MARCH));
              assertThat(refused.named(organisations).chinese())
                  .startsWith("单位" + org + " 2025年3月 已关账");
            });
    assertThat(ledger.history(record)).hasSize(1);

    var both = new ArrayList<>(movements(org, MARCH, "6"));
    both.addAll(movements(org, MARCH.plusMonths(1), "2"));
    settle(record, both, new Reason("更正", Optional.of("审计核增")));
    assertThat(ledger.history(record))
        .extracting(Posting::revision)
        .containsExactly(Optional.empty(), Optional.of("审计核增"), Optional.empty());
    assertThat(revisions.counts(2025))
        .contains(new Revisions.Count(org, MARCH, 1))
        .doesNotContain(new Revisions.Count(org, MARCH.plusMonths(1), 1));
    assertThatThrownBy(() -> settle(record, List.of(), Reason.of("撤回")))
        .as("taking back is a change too")
        .isInstanceOf(ClosedMonth.class);
  }

  @Test
  void loadingInBulkKeepsTheRule() {
    close(org, MARCH);
    var said = new RecordSource.Said(record(), movements(org, MARCH, "6"));
    assertThatThrownBy(
            () -> fresh().executeWithoutResult(_ -> bulk.settle(Stream.of(said), CLERK, "导入")))
        .isInstanceOf(ClosedMonth.class);
    assertThat(ledger.history(said.record())).isEmpty();
    fresh()
        .executeWithoutResult(
            _ -> bulk.settle(Stream.of(said), CLERK, new Reason("导入", Optional.of("补录"))));
    assertThat(ledger.history(said.record()))
        .extracting(Posting::revision)
        .containsExactly(Optional.of("补录"));
    var again = new RecordSource.Said(said.record(), movements(org, MARCH, "7"));
    assertThatThrownBy(
            () -> fresh().executeWithoutResult(_ -> bulk.settle(Stream.of(again), CLERK, "导入")))
        .isInstanceOf(ClosedMonth.class);
  }

  @Test
  void aRevisionNamesTheDocumentsThatQuotedTheCell() {
    var record = settle(org, MARCH, "5");
    var quoted = new Cell("invest.done", List.of(), Cell.When.over(Span.parse("2025-01..2025-03")));
    var others =
        new Cell(
            "invest.done",
            List.of(Filter.only("key", "市重大")),
            Cell.When.over(Span.parse("2025-01..2025-03")));
    cite(1, quoted, View.of(org));
    cite(2, others, View.of(org));
    cite(3, quoted, View.everywhere());
    cite(4, quoted, View.of("nobody"));
    cite(1, quoted, View.of(org));
    close(org, MARCH);
    settle(record, movements(org, MARCH, "6"), new Reason("更正", Optional.of("审计核增")));
    cite(5, quoted, View.of(org));

    var revision = ledger.history(record).getLast();
    assertThat(revisions.affected(List.of(revision.id())).get(revision.id()))
        .extracting(Revisions.Affected::title)
        .containsExactly("文稿1", "文稿3");
  }

  /** One writes while another closes: nothing is committed unmarked into a month that is closed. */
  @Test
  void aPostingAndASignatureAtOnceNeverSlipByEachOther() throws Exception {
    for (int round = 0; round < 25; round++) {
      var own = org + "-" + round;
      organisations.put(new Organisation(own, own, own));
      closing.propose(own, MARCH, CLERK);
      List<Callable<Boolean>> work = List.of(() -> write(own, MARCH), () -> sign(own, MARCH));
      var outcomes = together(work);
      assertThat(outcomes.getLast()).isTrue();
      assertThat(ledger.closedThrough(own)).hasValue(MARCH);
    }
  }

  /** Fifteen clerks write into months that a sixteenth closes one after the other. */
  @Test
  void fifteenWriteWhileOneClosesAYear() throws Exception {
    close(org, YearMonth.of(2023, 12));
    var done = new AtomicBoolean();
    var written = new AtomicInteger();
    var refused = new AtomicInteger();
    var work = new ArrayList<Callable<Boolean>>();
    for (int clerk = 0; clerk < 15; clerk++) {
      work.add(() -> {
        while (!done.get()) {
          var month = YearMonth.of(2024, ThreadLocalRandom.current().nextInt(1, 13));
          (write(org, month) ? written : refused).incrementAndGet();
        }
        return true;
      });
    }
    work.add(() -> {
      try {
        for (int month = 1; month <= 12; month++) {
          var next = YearMonth.of(2024, month);
          closing.propose(org, next, CLERK);
          while (!sign(org, next)) {
            Thread.onSpinWait();
          }
        }
        return true;
      } finally {
        done.set(true);
      }
    });
    assertThat(together(work)).containsOnly(true);
    assertThat(written).hasPositiveValue();
    assertThat(refused).hasPositiveValue();
    assertThat(ledger.closedThrough(org)).hasValue(YearMonth.of(2024, 12));
  }

  /** Who writes for two organisations in any order is never the victim of a closing. */
  @Test
  void aClosingGivesWayToWhoHoldsTheBooks() throws Exception {
    var section = below("section", LocalDate.of(2020, 1, 1), org);
    close(section, MARCH);
    closing.propose(org, MARCH, CLERK);
    Callable<Boolean> writer =
        () ->
            Boolean.TRUE.equals(
                fresh()
                    .execute(_ -> {
                      ledger.settle(
                          record(), movements(section, MARCH.plusMonths(1), "1"), CLERK, "填报");
                      pause(300);
                      ledger.settle(
                          record(), movements(org, MARCH.plusMonths(1), "1"), CLERK, "填报");
                      return true;
                    }));
    var outcomes =
        together(
            List.of(
                writer,
                () -> {
                  pause(100);
                  return sign(org, MARCH);
                }));
    assertThat(outcomes.getFirst()).as("the writer got through").isTrue();
  }

  /** Writes, and waits a moment before it commits; false when the month is closed. */
  private boolean write(String into, YearMonth month) {
    try {
      fresh()
          .executeWithoutResult(_ -> {
            ledger.settle(record(), movements(into, month, "1"), CLERK, "填报");
            pause(ThreadLocalRandom.current().nextInt(4));
            // Read committed: this sees what others have committed by now.
            assertThat(ledger.closedThrough(into).filter(last -> !last.isBefore(month)))
                .as("unmarked in a closed month, just before it commits")
                .isEmpty();
          });
      return true;
    } catch (ClosedMonth refused) {
      return false;
    }
  }

  private boolean sign(String of, YearMonth month) {
    try {
      closing.signOff(of, month, REVIEWER);
      return true;
    } catch (Refusal busy) {
      assertThat(busy).hasMessageContaining("稍候");
      return false;
    }
  }

  private static <T> List<T> together(List<Callable<T>> work)
      throws InterruptedException, ExecutionException {
    var barrier = new CyclicBarrier(work.size());
    try (var people = Executors.newFixedThreadPool(work.size())) {
      var results = new ArrayList<Future<T>>();
      for (var each : work) {
        results.add(
            people.submit(() -> {
              barrier.await(10, TimeUnit.SECONDS);
              return each.call();
            }));
      }
      var values = new ArrayList<T>();
      for (var result : results) {
        values.add(result.get());
      }
      return values;
    }
  }

  private TransactionTemplate fresh() {
    var own = new TransactionTemplate(transactions);
    own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    return own;
  }

  private void cite(long document, Cell cell, View view) {
    var _ =
        citations.cite(
            new Citations.Issued(
                new RecordRef(org, document),
                "文稿" + document,
                "/reports/" + document,
                Instant.now()),
            List.of(new Citations.Quoted(cell, view, ledger.amount(cell, view))),
            CLERK);
  }

  private String below(String name, LocalDate from, String parent) {
    var code = org + "-" + name;
    organisations.put(new Organisation(code, "单位" + code, code));
    db.sql("insert into identity.placing (org, parent, first_day) values (?, ?, ?)")
        .params(code, parent, from)
        .update();
    return code;
  }

  private void close(String of, YearMonth month) {
    closing.propose(of, month, CLERK);
    closing.signOff(of, month, REVIEWER);
  }

  private RecordRef settle(String of, YearMonth month, String yuan) {
    var record = record();
    settle(record, movements(of, month, yuan), Reason.of("填报"));
    return record;
  }

  private int settle(RecordRef record, List<Movement> movements, Reason reason) {
    return Objects.requireNonNull(
        fresh().execute(_ -> ledger.settle(record, movements, CLERK, reason)));
  }

  private static RecordRef record() {
    return new RecordRef("closing-test", RECORDS.incrementAndGet());
  }

  private static List<Movement> movements(String of, YearMonth month, String yuan) {
    return List.of(
        Movement.of(
            "invest.done",
            month.atEndOfMonth(),
            of,
            Optional.of("P7"),
            Map.of("mode", "公路", "key", "非市重大"),
            new BigDecimal(yuan)));
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
