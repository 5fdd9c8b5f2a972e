package cn.tongtu.coverage;

import cn.tongtu.coverage.view.CoveragePage;
import cn.tongtu.coverage.view.CoveragePage.Count;
import cn.tongtu.coverage.view.CoveragePage.Item;
import cn.tongtu.coverage.view.CoveragePage.Runner;
import cn.tongtu.pack.Packs;
import cn.tongtu.shared.StartupProblem;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code ./tongtu coverage [--json]}: every item with what runs it (覆盖情况). Starts nothing and opens
 * no database.
 */
public final class CoverageCommand {
  private static final String PACKS = "--tongtu.packs=";
  private static final String JSON = "--json";

  private CoverageCommand() {}

  /**
   * Prints it and returns the exit code.
   *
   * @param arguments those that stand behind the word, with the folder of packs as a setting
   */
  public static int run(List<String> arguments, PrintStream out, PrintStream err) {
    var wrong =
        arguments.stream()
            .filter(each -> !each.equals(JSON) && !each.startsWith("--tongtu."))
            .findFirst();
    if (wrong.isPresent()) {
      err.println("不认识的选项 " + wrong.get() + "。  Unknown option " + wrong.get() + ".");
      err.println("./tongtu coverage [--json] [--packs DIR]");
      return StartupProblem.EXIT_CODE;
    }
    try {
      var page = new Coverage(packs(arguments)).page();
      out.print(arguments.contains(JSON) ? json(page) : text(page));
      return 0;
    } catch (StartupProblem problem) {
      err.println(problem.getMessage());
      return StartupProblem.EXIT_CODE;
    }
  }

  private static Packs packs(List<String> arguments) {
    return arguments.stream()
        .filter(each -> each.startsWith(PACKS))
        .map(each -> Packs.builtInAnd(Path.of(each.substring(PACKS.length()))))
        .findFirst()
        .orElseGet(Packs::builtIn);
  }

  private static String json(CoveragePage page) {
    return JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build()
            .writeValueAsString(page)
        + "\n";
  }

  private static String text(CoveragePage page) {
    var text = new StringBuilder();
    for (var module : page.modules()) {
      text.append(
          "%s  %s  %s  %s%n"
              .formatted(
                  module.id(),
                  module.label().chinese(),
                  module.label().english(),
                  counted(module.count())));
      module.items().forEach(item -> text.append(line(item)));
      text.append(System.lineSeparator());
    }
    return text
        + "共 %d 项：已运行 %d 项，部分运行 %d 项。%n%d items: %d run, %d in part.%n"
            .formatted(
                page.count().total(),
                page.count().run(),
                page.count().part(),
                page.count().total(),
                page.count().run(),
                page.count().part());
  }

  private static String counted(Count count) {
    return count.run()
        + (count.part() > 0 ? " + " + count.part() + "◐" : "")
        + " / "
        + count.total();
  }

  private static String line(Item item) {
    var mark = item.isRun() ? "●" : item.isPart() ? "◐" : "—";
    return "  %s %s %s %-24s %s  %s%n%s"
        .formatted(
            item.id(),
            item.tier(),
            mark,
            Stream.concat(item.runs().stream(), item.part().stream())
                .map(Runner::id)
                .distinct()
                .collect(Collectors.joining(" ")),
            item.label().chinese(),
            item.label().english(),
            item.part().stream()
                .flatMap(part -> part.lacks().stream())
                .map(lacks ->
                    "           还缺 lacks: %s  %s%n".formatted(lacks.chinese(), lacks.english()))
                .collect(Collectors.joining()));
  }
}
