package cn.tongtu.seal;

import cn.tongtu.shared.Command;
import cn.tongtu.shared.StartupProblem;
import java.io.PrintStream;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * {@code ./tongtu prove-consistency OLD NEW}: writes the proof that batch NEW only added to what
 * batch OLD had sealed.
 */
@Component
class ProveConsistencyCommand implements Command {
  private final Proofs proofs;

  ProveConsistencyCommand(Proofs proofs) {
    this.proofs = proofs;
  }

  @Override
  public String word() {
    return "prove-consistency";
  }

  @Override
  public void run(List<String> arguments, PrintStream screen) {
    if (arguments.size() != 2) {
      throw new StartupProblem(
          "用法：./tongtu prove-consistency 早批次 晚批次 > proof.json",
          "Usage: ./tongtu prove-consistency OLD NEW > proof.json");
    }
    var proof =
        proofs.growth(ProveCommand.number(arguments.get(0)), ProveCommand.number(arguments.get(1)));
    screen.println(ProofJson.of(proof, proofs.publicKey()));
  }
}
