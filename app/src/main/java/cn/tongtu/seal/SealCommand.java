package cn.tongtu.seal;

import cn.tongtu.shared.Command;
import cn.tongtu.shared.StartupProblem;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** {@code ./tongtu seal}: seals what is there now, waiting a little for those who still write. */
@Component
class SealCommand implements Command {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Sealing sealing;
  private final RootsFile roots;

  SealCommand(Sealing sealing, RootsFile roots) {
    this.sealing = sealing;
    this.roots = roots;
  }

  @Override
  public String word() {
    return "seal";
  }

  @Override
  public void run(List<String> arguments, PrintStream screen) {
    var sealed = sealing.seal();
    var until = System.nanoTime() + PATIENCE.toNanos();
    while (sealing.waits() && System.nanoTime() < until) {
      pause();
      sealed += sealing.seal();
    }
    screen.printf("已封存 sealed: %,d 行 rows%n", sealed);
    roots
        .last()
        .ifPresent(root ->
            screen.printf(
                "共 %,d 行，根 root %s%n密钥指纹 key %s%n",
                root.said().size(), root.said().root(), roots.publicKey().fingerprint()));
    sealing
        .keptHashing()
        .ifPresent(kept ->
            screen.printf(
                "已有的封存使用 %s，一个根只用一种算法，设置 tongtu.seal-hashing 不再生效。%n"
                    + "The log began with %s and keeps it; the setting tongtu.seal-hashing has no effect on it.%n",
                kept, kept));
    if (sealing.waits()) {
      throw new StartupProblem(
          "仍有事务在写入，它们之后的数据尚未封存。",
          "Transactions still write; what came after them is not sealed yet.");
    }
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
