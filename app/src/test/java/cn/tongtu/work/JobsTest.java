package cn.tongtu.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import cn.tongtu.identity.SignedIn;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Forbidden;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.LongWork;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.Refusal;
import cn.tongtu.work.Job.State;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.transaction.support.TransactionTemplate;

/** Long work against the real database, by one server and by two. */
@SpringBootTest(properties = "spring.application.name=work")
@AutoConfigureMockMvc
class JobsTest {
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  @Autowired Jobs jobs;
  @Autowired JobRows rows;
  @Autowired Kinds kinds;
  @Autowired TransactionTemplate transaction;
  @Autowired ApplicationEventPublisher events;
  @Autowired JdbcClient db;
  @Autowired Trial trial;
  @Autowired MockMvcTester pages;

  /** A kind whose runs wait until the test lets them go. */
  static final class Trial implements LongWork {
    final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();
    final List<String> ran = new CopyOnWriteArrayList<>();
    final List<JobEnded> told = new CopyOnWriteArrayList<>();
    final AtomicInteger running = new AtomicInteger();
    final AtomicInteger most = new AtomicInteger();

    @Override
    public String kind() {
      return "test.trial";
    }

    @Override
    public Label name() {
      return new Label("试运行", "Trial");
    }

    @Override
    public Label says() {
      return new Label("试", "trial");
    }

    @Override
    public String action() {
      return "ledger.check";
    }

    @Override
    public int atOnce() {
      return 2;
    }

    @Override
    public Result run(Run run) {
      var what = run.parameters().getOrDefault("what", "");
      ran.add(what);
      most.accumulateAndGet(running.incrementAndGet(), Math::max);
      try {
        run.total(4);
        run.done(1);
        run.finding(new Label("第一处", "the first"));
        if (what.startsWith("wait")) {
          while (!gates
              .computeIfAbsent(what, _ -> new CountDownLatch(1))
              .await(5, TimeUnit.MILLISECONDS)) {
            run.check();
          }
        }
        if (what.startsWith("fail")) {
          throw new IllegalStateException("a fault of ours");
        }
        if (what.startsWith("refuse")) {
          throw new Refusal("第 3 行没有金额", "row 3 has no amount");
        }
        run.finding(new Label("第二处", "the second"));
        run.done(4);
        return new Result(
            new Label("做完了", "done"),
            Optional.of(
                new ResultFile("结果.txt", "text/plain", "果".getBytes(StandardCharsets.UTF_8))));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      } finally {
        running.decrementAndGet();
      }
    }

    @EventListener
    void ended(JobEnded ended) {
      told.add(ended);
    }
  }

  @TestConfiguration
  static class Kind {
    @Bean
    Trial trial() {
      return new Trial();
    }
  }

  @BeforeEach
  void nothingWaits() {
    db.sql("delete from work.job").update();
    trial.ran.clear();
    trial.told.clear();
    trial.gates.clear();
    trial.most.set(0);
  }

  @Test
  void whatIsAskedForIsRunAndItsResultFindingsAndFileAreKept() throws Exception {
    var reviewer = reviewer();
    var id = jobs.start("test.trial", Map.of("what", "one"), reviewer);
    assertThat(get(id).state()).isEqualTo(State.WAITING);

    server(2).look();

    var job = ended(id);
    assertThat(job.state()).isEqualTo(State.DONE);
    assertThat(job.message().chinese()).isEqualTo("做完了");
    assertThat(List.of(job.done(), job.total().orElseThrow())).containsExactly(4L, 4L);
    assertThat(rows.findings(id, 10)).extracting(Label::chinese).containsExactly("第一处", "第二处");
    assertThat(job.findings()).isEqualTo(2);
    assertThat(rows.file(id).orElseThrow().content())
        .isEqualTo("果".getBytes(StandardCharsets.UTF_8));
    assertThat(trial.told)
        .singleElement()
        .satisfies(told -> {
          assertThat(told.person()).isEqualTo(reviewer.id());
          assertThat(told.href()).isEqualTo("/work/" + id);
          assertThat(told.state()).isEqualTo(State.DONE);
        });
  }

  @Test
  void aDoublePressStartsOneJobAlsoByTwoAtTheSameMoment() throws Exception {
    var reviewer = reviewer();
    var together = new CyclicBarrier(2);
    var ids = new HashSet<Long>();
    for (int round = 0; round < 20; round++) {
      var what = Map.of("what", "round" + round);
      ids.clear();
      for (var id :
          atOnce(() -> {
            together.await();
            return jobs.start("test.trial", what, reviewer);
          })) {
        ids.add(id);
      }
      assertThat(ids).hasSize(1);
    }
    assertThat(db.sql("select count(*) from work.job").query(Long.class).single()).isEqualTo(20);
  }

  @Test
  void twoServersNeverRunTheSameTwiceAndKeepTheLimitTogether() throws Exception {
    var reviewer = reviewer();
    var ids = new ArrayList<Long>();
    for (int n = 0; n < 30; n++) {
      ids.add(jobs.start("test.trial", Map.of("what", "n" + n), reviewer));
    }
    var one = server(5);
    var other = server(5);
    var together = new CyclicBarrier(2);
    while (db.sql("select count(*) from work.job where state in ('WAITING', 'RUNNING')")
            .query(Long.class)
            .single()
        > 0) {
      var _ =
          atOnce(() -> {
            (together.await() == 0 ? one : other).look();
            return 1L;
          });
    }
    for (var id : ids) {
      assertThat(ended(id).state()).isEqualTo(State.DONE);
    }
    assertThat(trial.ran).hasSize(30).doesNotHaveDuplicates();
    assertThat(trial.most.get()).as("two of the kind at once, over both servers").isLessThan(3);
  }

  @Test
  void noMoreThanTheServersOwnLimitRunsAtOnce() throws Exception {
    var reviewer = reviewer();
    var first = jobs.start("test.trial", Map.of("what", "wait 1"), reviewer);
    var second = jobs.start("test.trial", Map.of("what", "wait 2"), reviewer);
    var server = server(1);
    server.look();
    await(() -> get(first).state() == State.RUNNING);
    server.look();
    assertThat(get(second).state()).isEqualTo(State.WAITING);
    open("wait 1");
    assertThat(ended(first).state()).isEqualTo(State.DONE);
    await(() -> {
      server.look();
      return get(second).state() == State.RUNNING;
    });
    open("wait 2");
    assertThat(ended(second).state()).isEqualTo(State.DONE);
  }

  @Test
  void progressIsWrittenByTheClockAndFindingsWithIt() throws Exception {
    var id = jobs.start("test.trial", Map.of("what", "wait p"), reviewer());
    var server = server(1);
    server.look();
    await(() -> trial.running.get() == 1);
    await(() -> {
      server.beat();
      return get(id).findings() == 1;
    });
    assertThat(get(id).percent()).contains(25);
    open("wait p");
    assertThat(ended(id).findings()).isEqualTo(2);
  }

  @Test
  void aRunningJobThatIsCancelledSaysSoStopsAndKeepsWhatItFound() throws Exception {
    var reviewer = reviewer();
    var id = jobs.start("test.trial", Map.of("what", "wait c"), reviewer);
    // Another server than the one that is asked to cancel.
    var server = server(1);
    server.look();
    await(() -> trial.running.get() == 1);

    jobs.cancel(id, reviewer);

    assertThat(get(id).state()).isEqualTo(State.RUNNING);
    assertThat(get(id).cancelling()).as("shown as 正在取消").isTrue();
    server.beat();
    var job = ended(id);
    assertThat(job.state()).isEqualTo(State.CANCELLED);
    assertThat(job.cancelling()).isFalse();
    assertThat(job.findings()).isEqualTo(1);
    assertThatThrownBy(() -> jobs.cancel(id, reviewer)).isInstanceOf(Refusal.class);
  }

  @Test
  void oneThatWaitsIsCancelledAtOnceAndNeverRuns() {
    var reviewer = reviewer();
    var id = jobs.start("test.trial", Map.of("what", "never"), reviewer);
    jobs.cancel(id, reviewer);
    server(1).look();
    assertThat(get(id).state()).isEqualTo(State.CANCELLED);
    assertThat(trial.ran).isEmpty();
  }

  @Test
  void aFailureKeepsItsErrorAndARefusalItsWords() throws Exception {
    var reviewer = reviewer();
    var failing = jobs.start("test.trial", Map.of("what", "fail"), reviewer);
    var refusing = jobs.start("test.trial", Map.of("what", "refuse"), reviewer);
    server(2).look();
    assertThat(ended(failing).state()).isEqualTo(State.FAILED);
    assertThat(get(failing).message().chinese()).contains("job-" + failing);
    assertThat(get(failing).findings()).isEqualTo(1);
    assertThat(ended(refusing).state()).isEqualTo(State.FAILED);
    assertThat(get(refusing).message().chinese()).isEqualTo("第 3 行没有金额");
  }

  /** Its server fell silent in the middle: another one notices, and what it had goes nowhere. */
  @Test
  void whatRanAtACrashIsToldAsInterruptedAndCanBeginAgain() throws Exception {
    var reviewer = reviewer();
    var id = jobs.start("test.trial", Map.of("what", "wait k"), reviewer);
    var waiting = jobs.start("test.trial", Map.of("what", "after"), reviewer);
    var dead = server(1);
    dead.look();
    await(() -> trial.running.get() == 1);
    var other = server(2);
    other.look();
    assertThat(get(id).state()).as("a short silence is none").isEqualTo(State.RUNNING);
    assertThat(ended(waiting).state()).as("what waited goes on by itself").isEqualTo(State.DONE);
    db.sql("update work.job set beat_at = now() - interval '1 minute' where id = ?")
        .param(id)
        .update();

    other.look();

    assertThat(get(id).state()).isEqualTo(State.INTERRUPTED);
    assertThat(trial.told)
        .anySatisfy(told -> assertThat(told.state()).isEqualTo(State.INTERRUPTED));
    // The dead one was only slow: what it still does is no longer its to end.
    open("wait k");
    await(() -> trial.running.get() == 0);
    assertThat(get(id).state()).isEqualTo(State.INTERRUPTED);
    assertThat(rows.file(id)).isEmpty();

    var again = jobs.again(id, reviewer);
    assertThat(again).isNotEqualTo(id);
    other.look();
    assertThat(ended(again).state()).isEqualTo(State.DONE);
  }

  @Test
  void aServerThatStopsGivesItsWorkBackAndTheNextOneDoesIt() throws Exception {
    var id = jobs.start("test.trial", Map.of("what", "wait s"), reviewer());
    var stopping = server(1);
    stopping.look();
    await(() -> trial.running.get() == 1);
    stopping.beat();

    stopping.end();

    assertThat(get(id).state()).isEqualTo(State.WAITING);
    assertThat(get(id).findings()).isZero();
    open("wait s");
    server(1).look();
    assertThat(ended(id).state()).isEqualTo(State.DONE);
    assertThat(rows.findings(id, 10)).hasSize(2);
  }

  @Test
  void whoMayNotIsRefusedAndSeesNothingOfIt() throws Exception {
    var reviewer = reviewer();
    var id = jobs.start("test.trial", Map.of("what", "wait x"), reviewer);
    var stranger = staff("clerk");
    assertThatThrownBy(() -> jobs.start("test.trial", Map.of(), stranger))
        .isInstanceOf(Forbidden.class);
    assertThatThrownBy(() -> jobs.get(id, stranger)).isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> jobs.cancel(id, stranger)).isInstanceOf(Forbidden.class);
    assertThatThrownBy(() -> jobs.again(id, stranger)).isInstanceOf(Forbidden.class);
    assertThat(jobs.offered(stranger)).isEmpty();
    assertThat(rows.count(stranger.id(), jobs.seen(stranger))).isZero();

    var colleague = reviewer();
    assertThat(jobs.get(id, colleague).id()).as("whose work it is too").isEqualTo(id);
    var system = staff("system");
    jobs.cancel(id, system);
    assertThat(get(id).state()).isEqualTo(State.CANCELLED);
    assertThat(
            db.sql(
                    "select count(*) from identity.audit where record_kind = 'job' and record_id = ?")
                .param(id)
                .query(Long.class)
                .single())
        .as("the trail has its start and its cancelling")
        .isEqualTo(2);
  }

  @Test
  void whatEndedLongAgoIsForgotten() throws Exception {
    var id = jobs.start("test.trial", Map.of("what", "old"), reviewer());
    server(1).look();
    var _ = ended(id);
    assertThat(rows.forget(Duration.ofDays(1))).isZero();
    db.sql("update work.job set ended_at = now() - interval '2 days' where id = ?")
        .param(id)
        .update();
    assertThat(rows.forget(Duration.ofDays(1))).isEqualTo(1);
    assertThat(rows.findings(id, 10)).isEmpty();
  }

  /** The ones that the product has, for real. */
  @Test
  void theLedgersAndTheSealsOwnWorkIsDone() throws Exception {
    var reviewer = reviewer();
    var audit = jobs.start("ledger.audit", Map.of(), reviewer);
    var resettle = jobs.start("ledger.resettle", Map.of(), reviewer);
    var rebuild = jobs.start("ledger.rebuild", Map.of(), staff("system"));
    var verify = jobs.start("seal.verify", Map.of(), staff("auditor"));
    server(4).look();
    for (var id : List.of(audit, resettle, rebuild, verify)) {
      assertThat(ended(id)).extracting(Job::state, Job::findings).containsExactly(State.DONE, 0L);
    }
    db.sql(
            """
            insert into ledger.rollup (measure, org, member1, member2, month, quantity, standing)
            values ('invest.done', 'nowhere', '', '', 24300, 10000, 1)
            """)
        .update();
    var again = jobs.again(audit, reviewer);
    server(1).look();
    assertThat(ended(again).findings()).isEqualTo(1);
    assertThat(rows.findings(again, 1).getFirst().chinese()).contains("nowhere", "invest.done");
    db.sql("delete from ledger.rollup where org = 'nowhere'").update();
  }

  /** A wait for one long statement is broken off, and not only looked at afterwards. */
  @Test
  void whatWaitsForTheDatabaseIsBrokenOff() throws Exception {
    var system = staff("system");
    var id = jobs.start("ledger.rebuild", Map.of(), system);
    var held = new CountDownLatch(1);
    var letGo = new CountDownLatch(1);
    try (var other = Executors.newSingleThreadExecutor()) {
      var lock =
          other.submit(() ->
              transaction.execute(_ -> {
                db.sql("select * from ledger.edge for update").query().listOfRows();
                held.countDown();
                try {
                  return letGo.await(20, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              }));
      assertThat(held.await(10, TimeUnit.SECONDS)).isTrue();
      var server = server(1);
      server.look();
      await(() ->
          db.sql(
                      "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%ledger.rebuild%'")
                  .query(Long.class)
                  .single()
              > 0);
      jobs.cancel(id, system);
      server.beat();
      assertThat(ended(id).state()).isEqualTo(State.CANCELLED);
      letGo.countDown();
      assertThat(lock.get()).isTrue();
    }
  }

  @Test
  void thePagesOfferStartFollowAndTellIt() throws Exception {
    var reviewer = as(reviewer());
    assertThat(text(reviewer, "/work/new")).contains("汇总与记账核对", "试运行").doesNotContain("重建汇总");
    assertThat(text(reviewer, "/work")).contains("还没有后台任务");
    var started = start(reviewer, "test.trial");
    assertThat(start(reviewer, "test.trial")).as("pressed twice").isEqualTo(started);
    assertThat(text(reviewer, started)).contains("等待", "取消任务", "data-follow");
    server(1).look();
    await(() -> text(reviewer, started + "/progress").contains("完成"));
    assertThat(text(reviewer, started))
        .contains("做完了", "第一处", "第二处", "结果.txt", "重新开始")
        .doesNotContain("data-follow");
    assertThat(text(reviewer, started + "/findings")).contains("第一处\r\n第二处");
    assertThat(text(reviewer, started + "/file")).isEqualTo("果");
    assertThat(text(reviewer, "/work")).contains("试运行", "2 个问题");

    var clerk = as(staff("clerk"));
    assertThat(pages.get().uri(started).with(clerk)).hasStatus(404);
    assertThat(pages.get().uri(started + "/file").with(clerk)).hasStatus(404);
    assertThat(text(clerk, "/work/new")).contains("没有您可以开始的任务");
  }

  private String start(RequestPostProcessor who, String kind) {
    var answer =
        pages
            .post()
            .uri("/work")
            .param("kind", kind)
            .with(who)
            .with(csrf())
            .exchange()
            .getResponse();
    assertThat(answer.getStatus()).isEqualTo(303);
    return String.valueOf(answer.getRedirectedUrl());
  }

  private String text(RequestPostProcessor who, String address) {
    var response = pages.get().uri(address).with(who).exchange().getResponse();
    response.setCharacterEncoding("UTF-8");
    try {
      return response.getContentAsString();
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RequestPostProcessor as(Actor.Staff staff) {
    return authentication(
        UsernamePasswordAuthenticationToken.authenticated(
            new SignedIn(staff.id(), staff.name(), staff.name()), null, List.of()));
  }

  private Workers server(int atOnce) {
    return new Workers(
        rows, kinds, transaction, events, atOnce, Duration.ZERO, Duration.ofDays(90));
  }

  private Job get(long id) {
    return rows.find(id).orElseThrow();
  }

  private Job ended(long id) throws InterruptedException {
    await(() -> !get(id).state().isOpen());
    return get(id);
  }

  private void open(String gate) {
    trial.gates.computeIfAbsent(gate, _ -> new CountDownLatch(1)).countDown();
  }

  private interface Condition {
    boolean holds();
  }

  private static void await(Condition condition) throws InterruptedException {
    for (int i = 0; i < 2000; i++) {
      if (condition.holds()) {
        return;
      }
      Thread.sleep(5);
    }
    throw new AssertionError("waited in vain");
  }

  private static List<Long> atOnce(Callable<Long> deed) throws Exception {
    try (var threads = Executors.newFixedThreadPool(2)) {
      var results = new ArrayList<Long>();
      for (var future : threads.invokeAll(List.of(deed, deed))) {
        results.add(future.get());
      }
      return results;
    }
  }

  private Actor.Staff reviewer() {
    return staff("reviewer");
  }

  private Actor.Staff staff(String role) {
    db.sql(
            "insert into identity.organisation (code, name, english) values ('work', '某中心', 'A centre') on conflict do nothing")
        .update();
    var account = "work-" + NUMBERS.incrementAndGet();
    var id =
        db.sql("insert into identity.person (account, name) values (?, ?) returning id")
            .params(account, account)
            .query(Long.class)
            .single();
    var seat =
        db.sql(
                "insert into identity.seat (person, org, first_day) values (?, 'work', '2020-01-01') returning id")
            .param(id)
            .query(Long.class)
            .single();
    db.sql("insert into identity.held_role (seat, role, first_day) values (?, ?, '2020-01-01')")
        .params(seat, role)
        .update();
    return new Actor.Staff(id, account, Optional.empty(), "");
  }
}
