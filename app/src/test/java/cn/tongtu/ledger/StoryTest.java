package cn.tongtu.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.engine.formula.Cell;
import cn.tongtu.engine.value.Span;
import cn.tongtu.pack.Packs;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.testkit.TestDatabase;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What a cell was said to be at any time, and that what was known then does not change any more.
 */
class StoryTest {
  private static final Actor CLERK = new Actor.Product("经办");
  private static final Actor REVIEWER = new Actor.Product("审核");
  private static final View CENTRE = View.of("centre");
  private static final Cell DONE =
      new Cell("invest.done", List.of(), Cell.When.over(Span.year(2025)));
  private static final Cell RANK =
      new Cell(
          "rank.position",
          List.of(),
          new Cell.When.LastIn(LocalDate.of(2025, 1, 1), LocalDate.of(2025, 12, 31)));

  private final TestDatabase database = TestDatabase.fresh();
  private final Measures measures = new Measures(Packs.builtIn());
  private final Rollups rollups = new Rollups(database.jdbc(), measures, database.structure());
  private final Ledger ledger =
      new Ledger(measures, new Postings(database.jdbc(), database.structure()), rollups);

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aCellTellsAllItsValuesWithTheRecordsAndReasonsBehind() {
    settle(1, CLERK, "填报", done("40"), done("2"));
    settle(2, CLERK, "填报", done("5"));
    settle(1, REVIEWER, "监理核减", done("36"));
    settle(2, REVIEWER, "撤回");

    var story = story(DONE, 0, 10);
    assertThat(story.count()).isEqualTo(4);
    assertThat(story.changes())
        .extracting(
            change -> whole(change.before()) + "→" + whole(change.after()),
            change -> change.causes().getFirst().record().id(),
            change -> change.causes().getFirst().actor(),
            change -> change.causes().getFirst().why(),
            change -> change.causes().size())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("41→36", 2L, REVIEWER.name(), "撤回", 1),
            org.assertj.core.groups.Tuple.tuple("47→41", 1L, REVIEWER.name(), "监理核减", 1),
            org.assertj.core.groups.Tuple.tuple("42→47", 2L, CLERK.name(), "填报", 1),
            org.assertj.core.groups.Tuple.tuple("—→42", 1L, CLERK.name(), "填报", 1));

    var second = story(DONE, 2, 1).changes();
    assertThat(second).singleElement().isEqualTo(story.changes().get(2));
  }

  @Test
  void aReadingTellsWhatWasReadEvenAfterItWasWithdrawn() {
    settle(1, CLERK, "通报", rank(3, "2"));
    settle(2, CLERK, "通报", rank(4, "5"));
    settle(2, CLERK, "误登");
    assertThat(story(RANK, 0, 10).changes())
        .extracting(change -> whole(change.before()) + "→" + whole(change.after()))
        .containsExactly("5→2", "2→5", "—→2");
  }

  @Test
  void aCellWithThousandsOfPostingsTellsItsStoryPageByPage() {
    for (int i = 1; i <= 2000; i++) {
      settle(i, CLERK, "填报", done("1"));
    }
    var started = System.nanoTime();
    var page = story(DONE, 1000, 20);
    assertThat(page.count()).isEqualTo(2000);
    assertThat(page.changes()).hasSize(20);
    assertThat(whole(page.changes().getFirst().after())).isEqualTo("1000");
    assertThat(System.nanoTime() - started).isLessThan(TimeUnit.SECONDS.toNanos(5));
  }

  /** A posting bears the time of its writing; its commit comes later, after t has passed. */
  @Test
  void whatWasKnownAtAnInstantIsOnlyCertainOnceNobodyWritesFromBeforeIt() throws Exception {
    settle(1, CLERK, "填报", done("40"));
    var written = new CountDownLatch(1);
    var mayCommit = new CountDownLatch(1);
    try (var other = Executors.newSingleThreadExecutor()) {
      var slow =
          other.submit(() ->
              database
                  .transaction()
                  .executeWithoutResult(_ -> {
                    ledger.settle(record(2), List.of(done("2")), CLERK, "填报");
                    written.countDown();
                    await(mayCommit);
                  }));
      await(written);
      var t = now();
      settle(3, CLERK, "填报", done("100"));
      rollups.fold();
      rollups.fold();

      assertThat(ledger.amount(DONE, CENTRE.asKnownAt(t)).map(StoryTest::whole)).hasValue("40");
      assertThat(Known.of(Optional.of(t), ledger).certain()).as("somebody still writes").isFalse();
      mayCommit.countDown();
      slow.get(10, TimeUnit.SECONDS);

      var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (!Known.of(Optional.of(t), ledger).certain()) {
        assertThat(System.nanoTime()).as("certain in the end").isLessThan(deadline);
        rollups.fold();
        Thread.sleep(10);
      }
      var then = ledger.amount(DONE, CENTRE.asKnownAt(t)).map(StoryTest::whole);
      assertThat(then).as("what had been written by then").hasValue("42");
      settle(1, CLERK, "更正", done("7"));
      assertThat(ledger.amount(DONE, CENTRE.asKnownAt(t)).map(StoryTest::whole)).isEqualTo(then);
    }
  }

  /**
   * Eight write without a pause: whatever was certain when it was read is never different later.
   */
  @Test
  void whatIsCertainNeverChanges() throws Exception {
    var stop = new CountDownLatch(1);
    try (var writers = Executors.newFixedThreadPool(8)) {
      for (int clerk = 0; clerk < 8; clerk++) {
        var own = clerk;
        var _ =
            writers.submit(() -> {
              for (int i = 0; stop.getCount() > 0; i++) {
                settle(own * 1000 + i % 7, CLERK, "填报", done(String.valueOf(1 + i % 5)));
              }
              return true;
            });
      }
      var seen = new java.util.LinkedHashMap<Instant, Optional<BigDecimal>>();
      for (int i = 0; i < 60; i++) {
        rollups.fold();
        var t = ledger.certainUntil();
        seen.put(t, ledger.amount(DONE, CENTRE.asKnownAt(t)));
        Thread.sleep(5);
      }
      stop.countDown();
      writers.shutdown();
      assertThat(writers.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
      assertThat(seen).hasSizeGreaterThan(5);
      seen.forEach((t, amount) ->
          assertThat(ledger.amount(DONE, CENTRE.asKnownAt(t))).as("at " + t).isEqualTo(amount));
    }
  }

  private Story<Optional<BigDecimal>> story(Cell cell, int offset, int size) {
    return ledger.story(List.of(cell), CENTRE, offset, size, view -> ledger.amount(cell, view));
  }

  private static String whole(Optional<BigDecimal> amount) {
    return amount.map(StoryTest::whole).orElse("—");
  }

  private static String whole(BigDecimal amount) {
    return amount.stripTrailingZeros().toPlainString();
  }

  private Instant now() {
    return database
        .jdbc()
        .sql("select clock_timestamp()")
        .query(OffsetDateTime.class)
        .single()
        .toInstant();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void settle(long record, Actor actor, String why, Movement... says) {
    database
        .transaction()
        .executeWithoutResult(_ -> ledger.settle(record(record), List.of(says), actor, why));
  }

  private static RecordRef record(long id) {
    return new RecordRef("filing", id);
  }

  private static Movement done(String yuan) {
    return Movement.of(
        "invest.done",
        LocalDate.of(2025, yuan.equals("2") ? 4 : 3, 30),
        "centre",
        Optional.of("P7"),
        Map.of("mode", "公路", "key", "市重大"),
        new BigDecimal(yuan));
  }

  private static Movement rank(int month, String position) {
    return Movement.of(
        "rank.position",
        LocalDate.of(2025, month, 28),
        "centre",
        Optional.empty(),
        Map.of("item", "公路运输总周转量"),
        new BigDecimal(position));
  }
}
