package cn.tongtu.seal;

import cn.tongtu.shared.Label;
import cn.tongtu.shared.LongWork;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** What {@code ./tongtu verify} does, asked for on a page (封存核验任务). */
@Component
class SealWork implements LongWork {
  private final Verification verification;

  SealWork(Verification verification) {
    this.verification = verification;
  }

  @Override
  public String kind() {
    return "seal.verify";
  }

  @Override
  public Label name() {
    return new Label("核验封存数据", "Verify what was sealed");
  }

  @Override
  public Label says() {
    return new Label(
        "把已封存的记账和审计逐行与签名的根核对，指出最先被改动的一行。只读，不影响他人办理。",
        "Holds every sealed posting and audit entry against the signed roots and names the first row that was touched. It only reads and hinders nobody.");
  }

  @Override
  public String action() {
    return "audit.verify";
  }

  @Override
  public Result run(Run run) {
    var rows = new AtomicLong();
    var outcome =
        verification.verify(
            new Verification.Watch() {
              @Override
              public void total(long all) {
                run.total(all);
              }

              @Override
              public void rows(long more) {
                run.done(rows.addAndGet(more));
              }
            });
    outcome.faults().forEach(fault -> run.finding(new Label(fault.chinese(), fault.english())));
    var root = outcome.last().map(last -> last.said().root().toString()).orElse("—");
    return outcome.faults().isEmpty()
        ? Result.of(
            "%,d 行、%,d 批完好，与已签名的根一致。根 %s".formatted(outcome.rows(), outcome.batches(), root),
            "%,d rows in %,d batches are untouched. Root %s"
                .formatted(outcome.rows(), outcome.batches(), root))
        : Result.of(
            "已封存的数据与签名的根不符，请保留现场并报告；最先不符之处见问题清单",
            "What was sealed does not agree with the signed roots. Leave everything as it is and report it");
  }
}
