package cn.tongtu.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import cn.tongtu.shared.StartupProblem;
import cn.tongtu.testkit.SmallDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing is left out, whatever order it is committed in, and nothing is sealed without its root.
 */
class SealingTest {
  @TempDir Path folder;
  private SealedLedger ledger;

  @BeforeEach
  void open() {
    ledger = new SealedLedger(folder.resolve("seal"));
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void everythingIsSealedInBatchesAndVerified() {
    ledger.post(Sealing.MOST + 1000);
    assertThat(ledger.seal()).isEqualTo(Sealing.MOST + 1000);
    ledger.post(10);
    assertThat(ledger.seal()).isEqualTo(10);
    assertThat(ledger.seal()).isZero();

    var outcome = ledger.verification.verify();
    assertThat(outcome.faults()).isEmpty();
    assertThat(outcome.rows()).isEqualTo(Sealing.MOST + 1010);
    assertThat(outcome.batches()).isEqualTo(3);
  }

  @Test
  void aLedgerWithoutPostingsIsSound() {
    assertThat(ledger.seal()).isZero();
    assertThat(ledger.faults()).isEmpty();
  }

  /** The newest transaction still runs and nothing ended after it began. */
  @Test
  void aRunningTransactionHoldsBackWhatCameAfterItsNumber() throws SQLException {
    ledger.post(3);
    try (var slow = ledger.database.dataSource().getConnection()) {
      slow.setAutoCommit(false);
      try (var insert = slow.prepareStatement(SealedLedger.POST)) {
        insert.setInt(1, 1);
        insert.executeUpdate();
      }
      ledger.sealing.seal();
      ledger.post(2);
      ledger.sealing.seal();
      assertThat(ledger.batches.through("ledger.posting"))
          .as("number 4 may still come")
          .isLessThanOrEqualTo(3);
      assertThat(ledger.sealing.waits()).isTrue();
      slow.commit();
    }
    ledger.seal();
    ledger.seal();
    assertThat(ledger.batches.through("ledger.posting")).isEqualTo(6);
    assertThat(ledger.verification.verify().rows()).isEqualTo(6);
    assertThat(ledger.faults()).isEmpty();
  }

  /** Writers commit out of order and take half of it back; two sealers are at it meanwhile. */
  @Test
  void noRowIsEverLeftOut() throws Exception {
    var writing = new AtomicBoolean(true);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var sealers =
          Stream.generate(ledger::sealer)
              .limit(2)
              .map(sealer -> threads.submit(() -> sealUntilDone(sealer, writing)))
              .toList();
      try {
        var writers = Stream.generate(() -> threads.submit(this::write)).limit(8).toList();
        while (writers.stream().anyMatch(writer -> !writer.isDone())) {
          assertThat(ledger.faults()).as("verified while they write and seal").isEmpty();
        }
        for (var writer : writers) {
          writer.get();
        }
      } finally {
        writing.set(false);
      }
      for (var sealer : sealers) {
        sealer.get(10, TimeUnit.SECONDS);
      }
    }
    ledger.seal();
    var outcome = ledger.verification.verify();
    assertThat(outcome.faults()).isEmpty();
    assertThat(outcome.rows())
        .isEqualTo(
            ledger.db().sql("select count(*) from ledger.posting").query(Long.class).single());
    assertThat(outcome.batches()).isGreaterThan(3);
  }

  private static Void sealUntilDone(Sealing sealer, AtomicBoolean writing)
      throws InterruptedException {
    while (writing.get()) {
      sealer.seal();
      Thread.sleep(ThreadLocalRandom.current().nextInt(5));
    }
    return null;
  }

  private Void write() throws SQLException, InterruptedException {
    var random = ThreadLocalRandom.current();
    try (var connection = ledger.connect()) {
      connection.setAutoCommit(false);
      for (int turn = 0; turn < 120; turn++) {
        for (int part = random.nextInt(1, 4); part > 0; part--) {
          try (var insert = connection.prepareStatement(SealedLedger.POST)) {
            insert.setInt(1, random.nextInt(1, 4));
            insert.executeUpdate();
          }
          Thread.sleep(random.nextInt(6));
        }
        if (random.nextInt(3) == 0) {
          connection.rollback();
        } else {
          connection.commit();
        }
      }
    }
    return null;
  }

  @Test
  void roundsSealByThemselvesAndOnceMoreAtTheEnd() throws Exception {
    var rounds = new Rounds(ledger.sealing, Duration.ofMillis(20));
    rounds.begin();
    ledger.post(5);
    for (int wait = 0; ledger.batches.last().isEmpty() && wait < 500; wait++) {
      Thread.sleep(20);
    }
    assertThat(ledger.batches.through("ledger.posting")).isEqualTo(5);
    rounds.destroy();

    var atTheEnd = new Rounds(ledger.sealing, Duration.ofHours(1));
    atTheEnd.begin();
    ledger.post(2);
    atTheEnd.destroy();
    ledger.seal();
    assertThat(ledger.batches.through("ledger.posting")).isEqualTo(7);
  }

  @Test
  void theKeyIsItsOwnersAlone() throws Exception {
    ledger.post(1);
    ledger.seal();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key())))
        .isEqualTo("rw-------");
  }

  @Test
  void withoutTheRootsNothingIsSealed() throws Exception {
    ledger.post(5);
    ledger.seal();
    var lines = Files.readString(rootsFile());
    Files.delete(rootsFile());
    ledger.post(5);
    refusesToSeal("不符", "do not agree");
    Files.writeString(rootsFile(), lines);
    assertThat(ledger.seal()).isEqualTo(5);
    assertThat(ledger.faults()).isEmpty();
  }

  @Test
  void withoutTheKeyNothingIsSealedAndNoOtherIsMade() throws Exception {
    ledger.post(5);
    ledger.seal();
    Files.move(key(), folder.resolve("key.away"));
    ledger.post(5);
    refusesToSeal("封存密钥", "sealing key");
    assertThat(key()).doesNotExist();
  }

  @Test
  void whenTheRootsCannotBeWrittenNothingIsSealed() throws Exception {
    ledger.post(5);
    ledger.seal();
    // A folder in the file's place fails for root too, whom read-only files do not stop.
    Files.move(rootsFile(), folder.resolve("away"));
    Files.createDirectory(rootsFile());
    ledger.post(5);
    refusesToSeal("不能读写", "cannot be used");
  }

  /** A disk that fills up between two rounds: told, nothing half-written, and on it goes. */
  @Test
  void whenTheDiskOfTheRootsIsFullSealingGoesOnOnceThereIsRoom() throws Exception {
    var small = SmallDisk.of(folder.resolve("small"), 1);
    if (small.isEmpty()) {
      abort("no tmpfs can be mounted here");
    }
    try (var disk = small.orElseThrow();
        var own = new SealedLedger(disk.path())) {
      own.post(5);
      own.seal();
      disk.fill(0);
      var posted = 5;
      // The file's last block still has some room.
      Optional<StartupProblem> full = Optional.empty();
      for (; full.isEmpty() && posted < 100; posted++) {
        own.post(1);
        try {
          own.seal();
        } catch (StartupProblem told) {
          full = Optional.of(told);
        }
      }
      assertThat(full.orElseThrow()).hasMessageContaining("磁盘空间").hasMessageContaining("roots.log");
      var sealed = own.batches.last().orElseThrow().said().sequence();
      assertThat(Files.readString(disk.path().resolve("roots.log")))
          .as("no line is cut")
          .endsWith("\n")
          .hasLineCount((int) sealed);
      assertThat(own.faults()).as("what was sealed stays sound").isEmpty();

      disk.makeRoom();
      assertThat(own.seal()).as("what waited").isEqualTo(1);
      var outcome = own.verification.verify();
      assertThat(outcome.faults()).isEmpty();
      assertThat(outcome.rows()).isEqualTo(posted);
    }
  }

  /** The line is on the disk and the batch is not in the database: the sealer makes up for it. */
  @Test
  void aCrashBetweenRootAndBatchIsMadeUpFor() {
    ledger.post(5);
    ledger.seal();
    ledger.post(5);
    ledger.seal();
    ledger.tamper("delete from seal.batch where sequence = 2");

    assertThat(ledger.faults()).as("the rows tell that nothing is missing").isEmpty();
    ledger.sealer().seal();
    assertThat(ledger.batches.last().orElseThrow().said().sequence()).isEqualTo(2);
    assertThat(ledger.verification.verify().rows()).isEqualTo(10);
    assertThat(ledger.faults()).isEmpty();
  }

  @Test
  void aLineThatACrashLeftHalfWrittenIsForgotten() throws Exception {
    ledger.post(5);
    ledger.seal();
    Files.writeString(rootsFile(), "2 ledger.pos", java.nio.file.StandardOpenOption.APPEND);
    ledger.post(5);
    ledger.seal();
    assertThat(ledger.faults()).isEmpty();
  }

  private void refusesToSeal(String chinese, String english) {
    var before = ledger.batches.last();
    assertThatThrownBy(ledger::seal)
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining(chinese)
        .hasMessageContaining(english);
    assertThat(ledger.batches.last().map(Batch::said)).isEqualTo(before.map(Batch::said));
  }

  private Path key() {
    return folder.resolve("seal/key.pem");
  }

  private Path rootsFile() {
    return folder.resolve("seal/roots.log");
  }
}
