package cn.tongtu.ledger;

import cn.tongtu.shared.Label;
import cn.tongtu.shared.LongWork;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What {@code ./tongtu ledger} does, asked for on a page (总账核对任务). */
@Configuration(proxyBeanMethods = false)
class LedgerWork {
  private static final String CHECK = "ledger.check";
  private static final String MAINTAIN = "system.maintain";

  /** A kind of work that is all one does with its run. */
  private record Kind(String kind, Label name, Label says, String action, Deed deed)
      implements LongWork {
    private interface Deed {
      Result run(Run run);
    }

    @Override
    public Result run(Run run) {
      return deed.run(run);
    }
  }

  @Bean
  LongWork ledgerAudit(Rollups rollups, Ledger ledger, Statements statements) {
    return new Kind(
        "ledger.audit",
        new Label("汇总与记账核对", "Check the roll-ups against the postings"),
        new Label(
            "把每个汇总单元与其记账逐格相加核对，列出不符的单元。只读，不影响他人办理。",
            "Adds up the postings of every roll-up cell and lists the cells that differ. It only reads and hinders nobody."),
        CHECK,
        run -> {
          run.says(new Label("正在逐格核对", "comparing every cell"));
          var differences = statements.breakable(run, rollups::differences);
          differences.forEach(each ->
              run.finding(new Label("汇总与记账不符：" + each, "differs from its postings: " + each)));
          return differences.isEmpty()
              ? LongWork.Result.of(
                  "汇总与全部 %,d 笔记账相符".formatted(ledger.count()),
                  "every roll-up is the sum of its %,d postings".formatted(ledger.count()))
              : LongWork.Result.of(
                  "有 " + differences.size() + " 个汇总单元与记账不符，未作改动；请系统管理员查明原因后重建汇总",
                  differences.size()
                      + " roll-up cells differ; nothing was changed. Find out why, then rebuild");
        });
  }

  @Bean
  LongWork ledgerRebuild(Rollups rollups, Statements statements) {
    return new Kind(
        "ledger.rebuild",
        new Label("重建汇总", "Rebuild the roll-ups"),
        new Label(
            "由记账重新计算全部汇总；做完才一次换上，期间照常查询和记账。",
            "Works out all roll-ups anew from the postings. They are exchanged at once in the end; meanwhile everybody reads and posts as usual."),
        MAINTAIN,
        run -> {
          run.says(new Label("正在由记账计算汇总", "adding up the postings"));
          var edge = statements.breakable(run, rollups::rebuild);
          return LongWork.Result.of(
              "汇总已重建，计入第 %,d 号及以前的记账".formatted(edge),
              "roll-ups rebuilt up to posting %,d".formatted(edge));
        });
  }

  @Bean
  LongWork ledgerResettle(Resettling resettling) {
    return new Kind(
        "ledger.resettle",
        new Label("按记录复核总账", "Settle every record again, on trial"),
        new Label(
            "把每条记录再结记一遍并全部撤回，列出总账与记录不符之处。不改数据；期间他人不能记账，宜在下班后进行。",
            "Settles every record again, takes it all back, and lists where the ledger differs. Nothing is changed, but nobody else can post meanwhile: best after hours."),
        CHECK,
        run -> {
          run.says(new Label("正在逐条复核", "going through the records"));
          var found = resettling.resettle(true, run.actor(), run::done);
          found
              .differing()
              .forEach((record, count) ->
                  run.finding(
                      new Label(
                          "总账与记录不符：%s 差 %d 笔".formatted(record, count),
                          "%s: %d postings differ".formatted(record, count))));
          return found.differing().isEmpty()
              ? LongWork.Result.of(
                  "已按 %,d 条记录复核，全部相符".formatted(found.records()),
                  "all %,d records agree with the ledger".formatted(found.records()))
              : LongWork.Result.of(
                  "已按 %,d 条记录复核，应补记 %,d 笔（未写入）".formatted(found.records(), found.appended()),
                  "of %,d records, %,d postings are missing (not written)"
                      .formatted(found.records(), found.appended()));
        });
  }

  @Bean
  Statements statements(JdbcClient db, TransactionTemplate transaction) {
    return new Statements(db, transaction);
  }

  /** Long statements that a person may break off (可中断的语句). */
  record Statements(JdbcClient db, TransactionTemplate transaction) {
    <T> T breakable(LongWork.Run run, Supplier<T> statement) {
      return Objects.requireNonNull(
          transaction.execute(_ -> {
            var backend = db.sql("select pg_backend_pid()").query(Integer.class).single();
            try (var _ = run.whenCancelled(() -> breakOff(backend))) {
              return statement.get();
            }
          }));
    }

    private void breakOff(int backend) {
      db.sql("select pg_cancel_backend(?)").param(backend).query(Boolean.class).single();
    }
  }
}
