package cn.tongtu.shared;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** Something the product does from the command line and ends (命令): {@code ./tongtu WORD …}. */
public interface Command {
  String word();

  /**
   * @param arguments what stands behind the word, options left out
   * @throws StartupProblem when a person must mend something first
   */
  void run(List<String> arguments, PrintStream screen) throws IOException;
}
