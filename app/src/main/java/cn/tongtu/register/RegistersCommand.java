package cn.tongtu.register;

import cn.tongtu.shared.Command;
import cn.tongtu.shared.StartupProblem;
import java.io.PrintStream;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * {@code ./tongtu registers plan · publish --note "…" · versions [REGISTER]}: what the present
 * definitions would change, that it is done, and what was done before.
 */
@Component
public class RegistersCommand implements Command {
  public static final String WORD = "registers";

  /** The one that publishes: it is done while everything starts. */
  public static final String PUBLISH = "publish";

  private final Registers registers;
  private final Planning planning;
  private final Definitions definitions;

  RegistersCommand(Registers registers, Planning planning, Definitions definitions) {
    this.registers = registers;
    this.planning = planning;
    this.definitions = definitions;
  }

  @Override
  public String word() {
    return WORD;
  }

  @Override
  public void run(List<String> arguments, PrintStream screen) {
    switch (arguments.isEmpty() ? "" : arguments.getFirst()) {
      case "plan" -> plan(screen);
      case PUBLISH -> screen.println("台账定义已发布 the definitions are published");
      case "versions" -> versions(arguments.subList(1, arguments.size()), screen);
      default ->
          throw new StartupProblem(
              "用法：./tongtu registers plan | publish --note \"版本说明\" | versions [台账]",
              "usage: ./tongtu registers plan | publish --note \"…\" | versions [REGISTER]");
    }
  }

  private void plan(PrintStream screen) {
    var plan = planning.plan(registers);
    if (plan.nothing()) {
      screen.println("台账定义与数据库一致，没有变更 nothing to publish");
      return;
    }
    Plan.told(plan.changes())
        .forEach(line -> screen.printf("%s   %s%n", line.chinese(), line.english().strip()));
    if (!plan.refused().isEmpty()) {
      screen.println("× 有变更不能发布，请先修改定义 some of it is refused, mend the definition first");
    } else if (plan.free()) {
      screen.println("√ 只有增补，启动时自动发布 it only adds and is published at the next start");
    } else {
      screen.println("! 须发布 to be published: ./tongtu registers publish --note \"版本说明\"");
    }
  }

  private void versions(List<String> asked, PrintStream screen) {
    if (asked.isEmpty()) {
      definitions.latest().values().stream()
          .sorted((one, other) -> one.register().compareTo(other.register()))
          .forEach(one -> screen.println(line(one)));
      return;
    }
    var register = registers.get(asked.getFirst());
    var all = definitions.of(register.id());
    for (int i = 0; i < all.size(); i++) {
      screen.println(line(all.get(i)));
      var before = i + 1 < all.size() ? all.get(i + 1).text() : "";
      if (!before.isEmpty()) {
        TextDiff.of(before, all.get(i).text()).stream()
            .filter(line -> line.kind() != TextDiff.Kind.SAME)
            .forEach(line -> screen.printf("    %s %s%n", line.kind().sign, line.text()));
      }
    }
  }

  private static String line(Definitions.Version version) {
    return "%s 第 %d 版 version %d  %s  %s  %s"
        .formatted(
            version.register(),
            version.version(),
            version.version(),
            EntryView.minute(version.at()),
            version.actor(),
            version.note());
  }
}
