package cn.tongtu.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.identity.DemoPeople;
import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Organisations;
import cn.tongtu.identity.Permissions;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Lamp;
import cn.tongtu.shared.RecordRef;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The nightly audit: when it is due, that it names what differs, and that nobody runs it twice. */
@SpringBootTest(
    webEnvironment = WebEnvironment.NONE,
    properties = "spring.application.name=nightly-audit")
class NightlyAuditTest {
  @Autowired private NightlyAudit nightly;
  @Autowired private Audits audits;
  @Autowired private Ledger ledger;
  @Autowired private Rollups rollups;
  @Autowired private TransactionTemplate transaction;
  @Autowired private JdbcClient db;
  @Autowired private Organisations organisations;
  @Autowired private DemoPeople demo;
  @Autowired private Permissions permissions;

  @ParameterizedTest
  @CsvSource({
    ",                          2026-03-02T09:00:00+08:00, true",
    "2026-03-02T02:30:00+08:00, 2026-03-02T09:00:00+08:00, false",
    "2026-03-02T02:29:59+08:00, 2026-03-02T09:00:00+08:00, true",
    "2026-03-02T02:31:00+08:00, 2026-03-03T02:29:59+08:00, false",
    "2026-03-02T02:31:00+08:00, 2026-03-03T02:30:00+08:00, true",
    "2026-02-20T02:31:00+08:00, 2026-03-03T15:00:00+08:00, true",
  })
  void isDueWhenANightHasCome(String last, String now, boolean due) {
    assertThat(NightlyAudit.isDue(Optional.ofNullable(last).map(NightlyAuditTest::at), at(now)))
        .isEqualTo(due);
  }

  private static Instant at(String text) {
    return ZonedDateTime.parse(text).toInstant();
  }

  @Test
  void aTouchedCellIsNamedAndWaitsForWhoeverMayCheck() throws Exception {
    transaction.executeWithoutResult(_ -> {
      var movement =
          Movement.of(
              "bus.student",
              LocalDate.of(2024, 3, 5),
              "centre",
              Optional.empty(),
              Map.of("line", "1路"),
              BigDecimal.TEN);
      ledger.settle(new RecordRef("trip", 1), List.of(movement), new Actor.Product("测试"), "填报");
    });
    var _ = rollups.fold();
    var _ = rollups.fold();
    assertThat(together(4)).as("one of four that ask at once").hasSize(1);
    assertThat(audits.last().orElseThrow()).returns(0, Audits.Audit::differing);
    var anybody = new Actor.Staff(1, "某人", Optional.empty(), "");
    assertThat(nightly.of(anybody, LocalDate.EPOCH)).isEmpty();

    db.sql(
            "update ledger.rollup set quantity = quantity + 1 where measure = 'bus.student' and org = 'centre'")
        .update();
    var tomorrow = Instant.now().plusSeconds(86_400);
    var found = nightly.ifDue(tomorrow).orElseThrow();
    assertThat(found.differing()).isPositive();
    assertThat(audits.differences(found.id()))
        .allSatisfy(each -> {
          assertThat(each.measure()).isEqualTo("bus.student");
          assertThat(each.kept()).isEqualTo(each.raw() + 1);
        });
    assertThat(rollups.differences()).as("told, not mended").hasSize(found.differing());
    assertThat(nightly.of(anybody, LocalDate.EPOCH)).as("no seat, no alarm").isEmpty();
    var checker = seated();
    assertThat(nightly.of(checker, LocalDate.EPOCH))
        .singleElement()
        .satisfies(item -> {
          assertThat(item.lamp()).isEqualTo(Lamp.RED);
          assertThat(item.href()).isEqualTo("/ledger/audits");
          assertThat(item.what().chinese()).contains("不符");
        });
  }

  private List<Audits.Audit> together(int many) throws Exception {
    var barrier = new CyclicBarrier(many);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var asked =
          IntStream.range(0, many)
              .mapToObj(_ ->
                  threads.submit(() -> {
                    barrier.await(10, TimeUnit.SECONDS);
                    return nightly.ifDue(Instant.now());
                  }))
              .toList();
      var found = new java.util.ArrayList<Audits.Audit>();
      for (var each : asked) {
        each.get(30, TimeUnit.SECONDS).ifPresent(found::add);
      }
      return found;
    }
  }

  /** Somebody whose role may check the ledger. */
  private Actor.Staff seated() {
    organisations.put(new Organisation("centre", "某中心", "A centre"));
    demo.enter(new Actor.Product("测试"));
    return LongStream.rangeClosed(1, 9)
        .filter(person -> permissions.anywhere(person, NightlyAudit.CHECK))
        .mapToObj(person -> new Actor.Staff(person, "核对员", Optional.empty(), ""))
        .findFirst()
        .orElseThrow();
  }
}
