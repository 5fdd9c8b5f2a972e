package cn.tongtu.register;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.engine.formula.Cell;
import cn.tongtu.engine.value.Span;
import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Organisations;
import cn.tongtu.ledger.Ledger;
import cn.tongtu.ledger.Reason;
import cn.tongtu.ledger.View;
import cn.tongtu.register.RegisterKeeping.Written;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.RecordRef;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The same place again within twelve months, and closed late, as facts that figures follow. */
@SpringBootTest(properties = "spring.application.name=closing") // Without the sample.
class RepeatsTest {
  private static final Actor.Product PRODUCT = new Actor.Product("试");
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  @Autowired RegisterKeeping keeping;
  @Autowired Moving moving;
  @Autowired Registers registers;
  @Autowired Entries entries;
  @Autowired Ledger ledger;
  @Autowired Organisations organisations;
  @Autowired JdbcClient db;

  private String org = "";
  private String site = "";

  @BeforeEach
  void place() {
    org = "repeat" + NUMBERS.incrementAndGet();
    organisations.put(new Organisation(org, org, org));
    db.sql("insert into identity.person (account, name) values (?, ?)").params(org, org).update();
    site = "桥" + NUMBERS.incrementAndGet();
  }

  private RecordRef found(String place, String day) {
    return keeping.add(
        "rectification",
        new Written(
            org,
            Map.of("problem", "护栏缺失", "site", place, "severity", "重大", "found_on", day),
            "",
            "",
            false),
        PRODUCT,
        Reason.of("登记"));
  }

  private void move(RecordRef record, String move, LocalDate day) {
    moving.bringIn(
        record,
        move,
        Map.of("party", "甲公司", "mender", org, "measures", "已加装"),
        PRODUCT,
        Reason.of("说明"),
        day);
  }

  private String again(RecordRef record) {
    return String.valueOf(
        entries
            .find(registers.get("rectification"), record.id())
            .orElseThrow()
            .values()
            .get("again"));
  }

  private BigDecimal held(String measure) {
    return ledger
        .amount(new Cell(measure, List.of(), Cell.When.over(Span.year(2026))), View.of(org))
        .orElse(BigDecimal.ZERO);
  }

  @Test
  void theSamePlaceIsCountedWithinItsMonthsAndWhatIsVoidIsNot() {
    var first = found(site, "2025-01-31");
    var second = found(site, "2026-01-30");
    var third = found(site, "2026-02-01");
    assertThat(List.of(again(first), again(second), again(third))).containsExactly("0", "1", "1");
    assertThat(again(found(site + "东", "2026-02-01"))).isEqualTo("0");
    move(second, "cancel", LocalDate.of(2026, 2, 2));
    assertThat(again(found(site, "2026-02-03"))).isEqualTo("1");
  }

  @Test
  void whatIsFoundAgainAndWhatIsClosedLateIsPosted() {
    var _ = found(site, "2026-02-02");
    var again = found(site, "2026-02-09");
    move(again, "issue", LocalDate.of(2026, 2, 9));
    assertThat(held("rectify.repeated")).isEqualByComparingTo("1");
    move(again, "assign", LocalDate.of(2026, 2, 9));
    move(again, "submit", LocalDate.of(2026, 3, 2));
    assertThat(held("rectify.late")).isZero();
    move(again, "pass", LocalDate.of(2026, 3, 2));
    assertThat(held("rectify.late")).isEqualByComparingTo("1");
  }

  @Test
  void ofTwoFoundAtOnceOneKnowsOfTheOther() throws Exception {
    for (int round = 0; round < 8; round++) {
      place();
      var barrier = new CyclicBarrier(2);
      var counts = new ArrayList<String>();
      try (var both = Executors.newFixedThreadPool(2)) {
        var work = new ArrayList<Future<RecordRef>>();
        for (int i = 0; i < 2; i++) {
          work.add(
              both.submit(() -> {
                barrier.await(10, TimeUnit.SECONDS);
                return found(site, "2026-02-09");
              }));
        }
        for (var each : work) {
          counts.add(again(each.get(30, TimeUnit.SECONDS)));
        }
      }
      assertThat(counts).containsExactlyInAnyOrder("0", "1");
    }
  }
}
