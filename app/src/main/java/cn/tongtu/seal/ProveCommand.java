package cn.tongtu.seal;

import cn.tongtu.shared.Command;
import cn.tongtu.shared.StartupProblem;
import java.io.PrintStream;
import java.util.List;
import org.springframework.stereotype.Component;

/** {@code ./tongtu prove posting ID}: writes the proof that a row is sealed. */
@Component
class ProveCommand implements Command {
  private final Proofs proofs;

  ProveCommand(Proofs proofs) {
    this.proofs = proofs;
  }

  @Override
  public String word() {
    return "prove";
  }

  @Override
  public void run(List<String> arguments, PrintStream screen) {
    if (arguments.size() != 2) {
      throw new StartupProblem(
          "用法：./tongtu prove posting 编号 > proof.json",
          "Usage: ./tongtu prove posting ID > proof.json");
    }
    var proof = proofs.row(arguments.get(0), number(arguments.get(1)));
    screen.println(ProofJson.of(proof, proofs.publicKey()));
  }

  static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new StartupProblem("“" + text + "”不是编号。", "\"" + text + "\" is not a number.");
    }
  }
}
