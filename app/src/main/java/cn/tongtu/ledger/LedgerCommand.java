package cn.tongtu.ledger;

import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Command;
import cn.tongtu.shared.StartupProblem;
import java.io.PrintStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * {@code ./tongtu ledger audit · rebuild · resettle}: the ledger held against itself and its
 * records.
 */
@Component
class LedgerCommand implements Command {
  private static final Actor ACTOR = new Actor.Product("复核");
  private static final String WHY = "按记录复核";

  private final Rollups rollups;
  private final Ledger ledger;
  private final BulkSettling bulk;
  private final Postings postings;
  private final ObjectProvider<RecordSource> sources;
  private final TransactionTemplate transaction;

  LedgerCommand(
      Rollups rollups,
      Ledger ledger,
      BulkSettling bulk,
      Postings postings,
      ObjectProvider<RecordSource> sources,
      TransactionTemplate transaction) {
    this.rollups = rollups;
    this.ledger = ledger;
    this.bulk = bulk;
    this.postings = postings;
    this.sources = sources;
    this.transaction = transaction;
  }

  @Override
  public String word() {
    return "ledger";
  }

  @Override
  public void run(List<String> arguments, PrintStream screen) {
    switch (arguments.isEmpty() ? "" : arguments.getFirst()) {
      case "audit" -> audit(screen);
      case "rebuild" ->
          screen.printf("汇总已重建 roll-ups rebuilt up to posting %,d%n", rollups.rebuild());
      case "resettle" -> resettle(arguments.contains("--dry-run"), screen);
      default ->
          throw new StartupProblem(
              "用法：./tongtu ledger audit | rebuild | resettle [--dry-run]",
              "usage: ./tongtu ledger audit | rebuild | resettle [--dry-run]");
    }
  }

  private void audit(PrintStream screen) {
    var differences = rollups.differences();
    if (differences.isEmpty()) {
      screen.printf("汇总与全部 %,d 笔记账相符 every roll-up is the sum of its postings%n", ledger.count());
      return;
    }
    differences.forEach(each ->
        screen.printf(
            "不符 %s org=%s members=%s,%s month=%d-%02d kept=%d raw=%d%n",
            each.measure(),
            each.org(),
            each.member1(),
            each.member2(),
            each.month() / 12,
            each.month() % 12 + 1,
            each.kept(),
            each.raw()));
    throw new StartupProblem(
        "有 " + differences.size() + " 个汇总单元与记账不符，未作改动；查明原因后可用 ./tongtu ledger rebuild",
        differences.size() + " roll-up cells differ from their postings; nothing was changed");
  }

  /**
   * Settles every record again; a dry run takes it all back. A sound ledger has nothing to append.
   */
  private void resettle(boolean dryRun, PrintStream screen) {
    var records = new AtomicLong();
    var appended =
        Objects.requireNonNull(
            transaction.execute(status -> {
              var before = postings.last();
              bulk.settle(
                  sources
                      .orderedStream()
                      .flatMap(RecordSource::everything)
                      .peek(_ -> records.incrementAndGet()),
                  ACTOR,
                  new Reason(WHY, Optional.of(WHY)));
              var differing = postings.countsOfThisTransaction(before);
              differing.forEach((record, count) ->
                  screen.printf("不符 %s：差 %d 笔 postings differ%n", record, count));
              if (dryRun) {
                status.setRollbackOnly();
              }
              return differing.values().stream().mapToLong(Long::longValue).sum();
            }));
    screen.printf(
        "已按 %,d 条记录复核，%s %,d 笔 records settled again%n",
        records.get(), dryRun ? "应补记" : "补记", appended);
    if (dryRun && appended > 0) {
      throw new StartupProblem("总账与记录不符", "The ledger differs from its records");
    }
  }
}
