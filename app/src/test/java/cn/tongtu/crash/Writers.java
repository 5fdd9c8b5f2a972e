package cn.tongtu.crash;

import cn.tongtu.Tongtu;
import cn.tongtu.ledger.Ledger;
import cn.tongtu.ledger.Movement;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.RecordRef;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The application that is going to be killed: eight writers settle records, new ones and those they
 * settled before, and say of each only after it was committed: {@code record revision}.
 */
final class Writers {
  static final String KIND = "crash";
  static final int WRITERS = 8;
  static final Actor CLERK = new Actor.Product("经办");
  private static final long RECORDS_A_WRITER = 1_000_000;

  private Writers() {}

  /** What a record says in a revision: three movements, of which each revision moves some. */
  static List<Movement> says(long record, int revision) {
    return List.of(
        movement(record, "2025-03-31", "公路", 100L + revision),
        movement(record, "2025-04-30", revision % 2 == 0 ? "铁路" : "水运", record % 97 + 1),
        movement(record, revision % 3 == 0 ? "2024-12-31" : "2026-01-31", "公路", 7L * revision));
  }

  private static Movement movement(long record, String on, String mode, long quantity) {
    return Movement.of(
        "invest.done",
        LocalDate.parse(on),
        "org" + record % 5,
        Optional.of("P" + record % 11),
        Map.of("mode", mode, "key", "市重大"),
        BigDecimal.valueOf(quantity));
  }

  static ConfigurableApplicationContext application(Path data) {
    return new SpringApplicationBuilder(Tongtu.class)
        .web(WebApplicationType.NONE)
        .properties(Map.of("tongtu.data", data.toString(), "tongtu.seal-every", "200ms"))
        .run();
  }

  /** Of a data folder and the number of the round, by which records are told apart. */
  public static void main(String[] args) {
    var context = application(Path.of(args[0]));
    var round = Integer.parseInt(args[1]);
    var ledger = context.getBean(Ledger.class);
    var transaction = context.getBean(TransactionTemplate.class);
    for (int writer = 0; writer < WRITERS; writer++) {
      var first = ((long) round * WRITERS + writer) * RECORDS_A_WRITER;
      var random = new Random(first);
      Thread.ofPlatform().start(() -> write(first, random, ledger, transaction));
    }
  }

  private static void write(
      long first, Random random, Ledger ledger, TransactionTemplate transaction) {
    var revisions = new int[(int) RECORDS_A_WRITER];
    for (int written = 0; written < revisions.length; ) {
      var which = written > 0 && random.nextInt(3) == 0 ? random.nextInt(written) : written++;
      var record = first + which;
      var revision = revisions[which] + 1;
      transaction.executeWithoutResult(_ ->
          ledger.settle(
              new RecordRef(KIND, record), says(record, revision), CLERK, "第 " + revision + " 次"));
      revisions[which] = revision;
      System.out.println(record + " " + revision);
    }
  }
}
