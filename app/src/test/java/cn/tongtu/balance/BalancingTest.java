package cn.tongtu.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Organisations;
import cn.tongtu.ledger.Reason;
import cn.tongtu.register.RegisterKeeping;
import cn.tongtu.register.RegisterKeeping.Written;
import cn.tongtu.register.Registers;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Refusal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
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

/** Grants are granted, allocated and paid, and on no day more than there is. */
@SpringBootTest(properties = "spring.application.name=closing") // Without the sample.
class BalancingTest {
  private static final Actor PRODUCT = new Actor.Product("试");
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final int THREADS = 16;

  @Autowired RegisterKeeping keeping;
  @Autowired Registers registers;
  @Autowired Balances balances;
  @Autowired Balancing balancing;
  @Autowired Organisations organisations;
  @Autowired JdbcClient db;

  private String org = "";

  @BeforeEach
  void org() {
    org = "fund" + NUMBERS.incrementAndGet();
    organisations.put(new Organisation(org, org, org));
  }

  private static Map<String, String> fields(
      String kind, String day, String amount, Map<String, String> more) {
    var fields =
        new HashMap<>(
            Map.of("purpose", kind, "kind", kind, "fund", "车购税", "day", day, "amount", amount));
    fields.putAll(more);
    return fields;
  }

  private RecordRef add(String kind, String day, String amount, Map<String, String> more) {
    return keeping.add(
        "grant_fund",
        new Written(org, fields(kind, day, amount, more), "", "", false),
        PRODUCT,
        Reason.of("登记"));
  }

  private RecordRef granted(String day, String amount, String until) {
    return add("下达", day, amount, Map.of("valid_until", until));
  }

  private RecordRef allocated(String day, String amount) {
    return add("分配", day, amount, Map.of("used_for", "石桥"));
  }

  private BigDecimal left(String balance) {
    return balances.of(registers.get("grant_fund")).stream()
        .filter(one -> one.id().equals(balance))
        .flatMap(one -> balancing.held(one).stream())
        .filter(held -> held.about().getFirst().equals(org))
        .flatMap(held -> held.lots().stream())
        .map(Account.Lot::left)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  @Test
  void noMoreIsAllocatedThanIsThereAndTheRefusalSaysWhatRemains() {
    var _ = granted("2026-03-01", "100", "2026-12-31");
    var _ = allocated("2026-03-02", "70");
    assertThatThrownBy(() -> allocated("2026-03-03", "40"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("可分配资金不足")
        .hasMessageContaining("可用 30 万元，缺 10 万元");
    assertThat(left("pool")).isEqualByComparingTo("30");
    var _ = allocated("2026-03-03", "30");
    assertThat(left("pool")).isZero();
  }

  @Test
  void onNoDayIsItBelowZeroAlsoNotLookedAtFromLater() {
    var _ = granted("2026-03-10", "100", "2026-06-30");
    assertThatThrownBy(() -> allocated("2026-03-09", "1")).hasMessageContaining("不足");
    assertThatThrownBy(() -> allocated("2026-07-01", "1")).hasMessageContaining("不足");
    var _ = allocated("2026-06-30", "100");
    assertThatThrownBy(() -> allocated("2026-03-11", "1"))
        .as("an earlier day takes what a later one had")
        .hasMessageContaining("不足");
  }

  @Test
  void aGrantIsNotCorrectedBelowWhatWasAllocatedNorPaidBeyondTheAllocation() {
    var grant = granted("2026-03-01", "100", "2026-12-31");
    var allocation = allocated("2026-03-02", "60");
    assertThatThrownBy(() ->
            keeping.correct(
                grant,
                fields("下达", "2026-03-01", "50", Map.of("valid_until", "2026-12-31")),
                PRODUCT,
                Reason.of("金额填错")))
        .hasMessageContaining("可分配资金不足");
    assertThatThrownBy(() -> add("支付", "2026-04-01", "61", Map.of("used_for", "石桥")))
        .hasMessageContaining("项目可用资金不足")
        .hasMessageContaining("可用 60 万元，缺 1 万元");
    var _ = add("支付", "2026-04-01", "60", Map.of("used_for", "石桥"));
    assertThatThrownBy(() ->
            keeping.correct(
                allocation,
                fields("分配", "2026-03-02", "60", Map.of("used_for", "木桥")),
                PRODUCT,
                Reason.of("项目填错")))
        .as("what was paid stays covered")
        .hasMessageContaining("石桥");
    assertThat(left("project")).isZero();
  }

  @Test
  void whatAnAccountIsAboutMustBeFilledAndAnAmountIsAboveZero() {
    var _ = granted("2026-03-01", "100", "2026-12-31");
    assertThatThrownBy(() -> add("分配", "2026-03-02", "1", Map.of()))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("请填写用款项目");
    assertThatThrownBy(() -> allocated("2026-03-02", "-5"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("金额应大于 0");
  }

  @Test
  void sixteenWhoAllocateAtOnceNeverOverdraw() throws Exception {
    for (int round = 0; round < 3; round++) {
      org();
      var _ = granted("2026-03-01", "100", "2026-12-31");
      var refused = new AtomicInteger();
      var barrier = new CyclicBarrier(THREADS);
      try (var clerks = Executors.newFixedThreadPool(THREADS)) {
        var work = new ArrayList<Future<?>>();
        for (int i = 0; i < THREADS; i++) {
          work.add(
              clerks.submit(() -> {
                barrier.await(30, TimeUnit.SECONDS);
                for (int each = 0; each < 3; each++) {
                  try {
                    var _ = allocated("2026-03-02", "7");
                  } catch (Refusal none) {
                    assertThat(none.chinese()).contains("可用 2 万元");
                    refused.incrementAndGet();
                  }
                }
                return null;
              }));
        }
        for (var each : work) {
          each.get(60, TimeUnit.SECONDS);
        }
      }
      assertThat(refused).as("14 of 48 fit into 100").hasValue(THREADS * 3 - 14);
      assertThat(left("pool")).isEqualByComparingTo("2");
      assertThat(
              db.sql("select count(*) from register.r_grant_fund where org = ? and kind = '分配'")
                  .param(org)
                  .query(Long.class)
                  .single())
          .isEqualTo(14);
    }
  }

  /** One takes the grant back while another allocates it: one of the two is refused. */
  @Test
  void aGrantTakenBackWhileItIsAllocatedRefusesOneOfTheTwo() throws Exception {
    for (int round = 0; round < 5; round++) {
      org();
      var grant = granted("2026-03-01", "100", "2026-12-31");
      var barrier = new CyclicBarrier(2);
      var refused = new AtomicInteger();
      List<Runnable> deeds =
          List.of(
              () -> {
                var _ = allocated("2026-03-02", "80");
              },
              () ->
                  keeping.correct(
                      grant,
                      fields("下达", "2026-03-01", "50", Map.of("valid_until", "2026-12-31")),
                      PRODUCT,
                      Reason.of("核减")));
      try (var both = Executors.newFixedThreadPool(2)) {
        var work = new ArrayList<Future<?>>();
        for (var deed : deeds) {
          work.add(
              both.submit(() -> {
                barrier.await(10, TimeUnit.SECONDS);
                try {
                  deed.run();
                } catch (Refusal no) {
                  refused.incrementAndGet();
                }
                return null;
              }));
        }
        for (var each : work) {
          each.get(30, TimeUnit.SECONDS);
        }
      }
      assertThat(refused).hasValue(1);
      assertThat(left("pool").signum()).isNotNegative();
    }
  }
}
