package cn.tongtu.text;

import cn.tongtu.engine.text.FigureReader;
import cn.tongtu.engine.text.TextCheck;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * The commands that read the figures of a document (数据提取) and check them against each other (文稿核查).
 * Runs without the application, so that an answer takes no longer than the reading.
 */
public final class TextCommand {
  static final int DONE = 0;
  static final int REFUSED = 2;

  private static final String USAGE =
      """
      用法：figures 文件 [--json]        列出文中数据
            check-text 文件 [--json]     核查文中数据是否自相矛盾
      Usage: figures FILE [--json]      list the figures of a text
             check-text FILE [--json]   find where its figures contradict each other
      """;

  private TextCommand() {}

  public static void main(String[] args) {
    // Whatever the locale says, documents and answers are UTF-8.
    try (var out = utf8(FileDescriptor.out);
        var err = utf8(FileDescriptor.err)) {
      int code = run(List.of(args), out, err);
      out.flush();
      err.flush();
      System.exit(code);
    }
  }

  private static PrintStream utf8(FileDescriptor to) {
    return new PrintStream(new FileOutputStream(to), false, StandardCharsets.UTF_8);
  }

  /** Does what the arguments ask and returns the exit code. */
  static int run(List<String> args, PrintStream out, PrintStream err) {
    var files = args.stream().skip(1).filter(arg -> !arg.startsWith("--")).toList();
    var options = args.stream().filter(arg -> arg.startsWith("--")).toList();
    boolean known = options.stream().allMatch("--json"::equals);
    if (args.isEmpty() || !isCommand(args.getFirst()) || files.size() != 1 || !known) {
      err.print(USAGE);
      return REFUSED;
    }
    try {
      var file = TextFile.read(Path.of(files.getFirst()));
      file.note().ifPresent(err::println);
      answer(args.getFirst(), file.text(), !options.isEmpty(), out);
      return DONE;
    } catch (Unreadable | InvalidPathException e) {
      err.println(e.getMessage());
      return REFUSED;
    }
  }

  private static boolean isCommand(String word) {
    return word.equals("figures") || word.equals("check-text");
  }

  private static void answer(String command, String text, boolean json, PrintStream out) {
    if (command.equals("figures")) {
      var figures = FigureReader.read(text);
      out.print(json ? TextJson.figures(figures) : new TextTable(text).figures(figures));
    } else {
      var check = TextCheck.of(text);
      out.print(json ? TextJson.check(check) : new TextTable(text).check(check));
    }
  }
}
