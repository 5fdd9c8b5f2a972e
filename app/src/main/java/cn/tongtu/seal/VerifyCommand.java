package cn.tongtu.seal;

import cn.tongtu.shared.Command;
import java.io.PrintStream;
import java.util.List;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.stereotype.Component;

/**
 * {@code ./tongtu verify}: says whether what was sealed is untouched, and ends with 1 when it is
 * not.
 */
@Component
class VerifyCommand implements Command, ExitCodeGenerator {
  private final Verification verification;
  private final RootsFile roots;
  private int exitCode;

  VerifyCommand(Verification verification, RootsFile roots) {
    this.verification = verification;
    this.roots = roots;
  }

  @Override
  public String word() {
    return "verify";
  }

  @Override
  public void run(List<String> arguments, PrintStream screen) {
    var begun = System.nanoTime();
    var outcome = verification.verify();
    var seconds = Math.max(1e-3, (System.nanoTime() - begun) / 1e9);
    screen.printf(
        "核验 verified: %,d 行 rows, %,d 批 batches, %.1f 秒 s（%,.0f 行/秒 rows/s, %.0f MB/s）%n",
        outcome.rows(),
        outcome.batches(),
        seconds,
        outcome.rows() / seconds,
        outcome.bytes() / seconds / 1e6);
    outcome
        .last()
        .ifPresent(root ->
            screen.printf(
                "根 root %s（%,d 行 rows）%n密钥指纹 key %s%n",
                root.said().root(), root.said().size(), roots.publicKey().fingerprint()));
    outcome
        .faults()
        .forEach(
            fault -> screen.printf("不符：%s%nNOT SOUND: %s%n", fault.chinese(), fault.english()));
    if (outcome.faults().isEmpty()) {
      screen.printf("已封存的数据完好，与已签名的根一致。%nAll that was sealed is untouched.%n");
    }
    exitCode = outcome.faults().isEmpty() ? 0 : 1;
  }

  @Override
  public int getExitCode() {
    return exitCode;
  }
}
