package cn.tongtu;

import cn.tongtu.backup.Restoring;
import cn.tongtu.coverage.CoverageCommand;
import cn.tongtu.operations.ShownSettings;
import cn.tongtu.register.RegistersCommand;
import cn.tongtu.shared.Command;
import cn.tongtu.shared.Outage;
import cn.tongtu.shared.StartNotice;
import cn.tongtu.shared.StartupProblem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

/** The application (通途): runs an authority's work and lets every reported figure follow from it. */
@SpringBootApplication
public class Tongtu {
  private static final String SERVE = "serve";

  /** Those that must have the data to themselves; every other joins a server that is running. */
  private static final Set<String> ALONE = Set.of(SERVE, "demo");

  /**
   * {@code serve}, which is also what no word means; or a {@link Command}, which ends when done.
   */
  public static void main(String[] args) throws IOException {
    // --name=value is a setting; what else stands there is the command's own.
    var words = restoredFirst(Stream.of(args).filter(each -> !each.contains("=")).toList(), args);
    var serve = words.isEmpty() || words.getFirst().equals(SERVE);
    if (!words.isEmpty() && words.getFirst().equals("config")) {
      ShownSettings.print(args, System.out);
      return;
    }
    if (!words.isEmpty() && words.getFirst().equals("coverage")) {
      System.exit(
          CoverageCommand.run(
              Stream.of(args).filter(each -> !each.equals("coverage")).toList(),
              System.out,
              System.err));
    }
    try {
      var context =
          SpringApplication.run(Tongtu.class, serve ? args : asCommand(words.getFirst(), args));
      if (!serve) {
        run(words, context);
        System.exit(SpringApplication.exit(context));
      }
      var served = ServedAt.of(setting(context, "server.address", "127.0.0.1"), port(context));
      System.out.println("通途已启动，请打开 Tongtu serves at " + served.here());
      if (!served.elsewhere().isEmpty()) {
        System.out.println("其他电脑请打开 from elsewhere " + String.join("  ", served.elsewhere()));
      }
      var server = served.here();
      context
          .getBeansOfType(StartNotice.class)
          .values()
          .forEach(notice ->
              notice
                  .afterStart(server)
                  .forEach(line -> System.out.println(line.chinese() + " " + line.english())));
    } catch (RuntimeException failure) {
      // Already told by StartupProblemReporter or, with its stack trace, by Spring Boot.
      System.exit(
          StartupProblemReporter.problemIn(failure).isPresent() ? StartupProblem.EXIT_CODE : 1);
    }
  }

  /** Restoring comes before anything is started; what it gave is then verified. */
  private static List<String> restoredFirst(List<String> words, String[] args) {
    if (words.isEmpty() || !words.getFirst().equals("restore")) {
      return words;
    }
    try {
      var settings = new StandardEnvironment();
      settings.getPropertySources().addFirst(new SimpleCommandLinePropertySource(args));
      // No application has said yet what is worth telling.
      LoggingSystem.get(Tongtu.class.getClassLoader())
          .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
      Restoring.restore(words.subList(1, words.size()), settings, System.out);
      return List.of("verify");
    } catch (StartupProblem problem) {
      System.err.println(problem.getMessage());
      System.exit(StartupProblem.EXIT_CODE);
      throw problem;
    }
  }

  private static void run(List<String> words, ConfigurableApplicationContext context)
      throws IOException {
    try {
      command(words, context).run(words.subList(1, words.size()), System.out);
    } catch (StartupProblem problem) {
      end(context, problem);
    } catch (RuntimeException failure) {
      var outage = Outage.behind(failure).orElseThrow(() -> told(failure));
      end(
          context,
          new StartupProblem(
              outage.label().chinese() + "：" + outage.said() + "。没有确认的都没有写入，请处理后重新执行。",
              outage.label().english()
                  + ". What was not confirmed was not written; mend it and run this again."));
    }
  }

  private static void end(ConfigurableApplicationContext context, StartupProblem problem) {
    System.err.println(problem.getMessage());
    context.close();
    System.exit(StartupProblem.EXIT_CODE);
  }

  /** Our own fault: nobody else tells it once the application has started. */
  private static RuntimeException told(RuntimeException failure) {
    LoggerFactory.getLogger(Tongtu.class).error("命令失败 the command failed", failure);
    return failure;
  }

  private static String setting(ApplicationContext context, String name, String otherwise) {
    return context.getEnvironment().getProperty(name, otherwise);
  }

  private static String port(ApplicationContext context) {
    return setting(context, "local.server.port", "8085");
  }

  /** Whether it only holds the definitions against the database. */
  private static boolean looks(List<String> args) {
    return args.contains(RegistersCommand.WORD) && !args.contains(RegistersCommand.PUBLISH);
  }

  private static Command command(List<String> words, ConfigurableApplicationContext context) {
    if (looks(words)) {
      return context.getBean(RegistersCommand.class);
    }
    return context.getBeansOfType(Command.class).values().stream()
        .filter(command -> command.word().equals(words.getFirst()))
        .findFirst()
        .orElseThrow(() ->
            new StartupProblem(
                "没有“" + words.getFirst() + "”这个命令", "There is no command " + words.getFirst()));
  }

  /**
   * Whatever a command needs of the server it starts in: any port, nothing sealed or worked off
   * unasked.
   */
  private static String[] asCommand(String word, String[] args) {
    var more = new ArrayList<>(List.of(args));
    more.removeIf(argument -> argument.startsWith("--server.port="));
    more.add("--server.port=0");
    more.add("--tongtu.work.at-once=0");
    var note = more.indexOf("--note");
    if (note >= 0 && note + 1 < more.size()) {
      more.add("--tongtu.registers.note=" + more.get(note + 1));
    }
    if (looks(List.of(args))) {
      // What it looks at is not started: it would not start before it is published.
      more.add("--spring.main.lazy-initialization=true");
      more.add("--spring.main.web-application-type=none");
      more.add("--tongtu.registers.look=true");
      more.add("--logging.level.root=error");
    }
    if (!ALONE.contains(word)) {
      more.add("--tongtu.attach=true");
      more.add("--tongtu.seal-every=0s");
      more.add("--tongtu.register.look-every=0s");
      more.add("--tongtu.push.look-every=0s");
    }
    return more.toArray(String[]::new);
  }
}
