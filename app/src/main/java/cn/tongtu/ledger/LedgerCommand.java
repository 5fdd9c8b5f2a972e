package cn.tongtu.ledger;

import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Command;
import cn.tongtu.shared.StartupProblem;
import java.io.PrintStream;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * {@code ./tongtu ledger audit · rebuild · resettle}: the ledger held against itself and its
 * records.
 */
@Component
class LedgerCommand implements Command {
  private static final Actor ACTOR = new Actor.Product("复核");

  private final Rollups rollups;
  private final Ledger ledger;
  private final Resettling resettling;

  LedgerCommand(Rollups rollups, Ledger ledger, Resettling resettling) {
    this.rollups = rollups;
    this.ledger = ledger;
    this.resettling = resettling;
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
    differences.forEach(each -> screen.printf("不符 %s%n", each));
    throw new StartupProblem(
        "有 " + differences.size() + " 个汇总单元与记账不符，未作改动；查明原因后可用 ./tongtu ledger rebuild",
        differences.size() + " roll-up cells differ from their postings; nothing was changed");
  }

  /** A dry run takes it all back. A sound ledger has nothing to append. */
  private void resettle(boolean dryRun, PrintStream screen) {
    var found = resettling.resettle(dryRun, ACTOR, _ -> {});
    found
        .differing()
        .forEach((record, count) -> screen.printf("不符 %s：差 %d 笔 postings differ%n", record, count));
    var appended = found.appended();
    screen.printf(
        "已按 %,d 条记录复核，%s %,d 笔 records settled again%n",
        found.records(), dryRun ? "应补记" : "补记", appended);
    if (dryRun && appended > 0) {
      throw new StartupProblem("总账与记录不符", "The ledger differs from its records");
    }
  }
}
