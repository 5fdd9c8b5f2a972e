package cn.tongtu;

import cn.tongtu.shared.Command;
import cn.tongtu.shared.StartNotice;
import cn.tongtu.shared.StartupProblem;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The application (通途): runs an authority's work and lets every reported figure follow from it. */
@SpringBootApplication
public class Tongtu {
  private static final String SERVE = "serve";

  /**
   * {@code serve}, which is also what no word means; or a {@link Command}, which ends when done.
   */
  public static void main(String[] args) throws IOException {
    // --name=value is a setting; what else stands there is the command's own.
    var words = Stream.of(args).filter(argument -> !argument.contains("=")).toList();
    var serve = words.isEmpty() || words.getFirst().equals(SERVE);
    try {
      var context = SpringApplication.run(Tongtu.class, serve ? args : onAnyPort(args));
      if (!serve) {
        run(words, context);
        System.exit(SpringApplication.exit(context));
      }
      System.out.printf("通途已启动，请打开 Tongtu serves at http://%s:%s%n", host(context), port(context));
      var server = "http://" + host(context) + ":" + port(context);
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

  private static void run(List<String> words, ConfigurableApplicationContext context)
      throws IOException {
    try {
      context.getBeansOfType(Command.class).values().stream()
          .filter(command -> command.word().equals(words.getFirst()))
          .findFirst()
          .orElseThrow(() ->
              new StartupProblem(
                  "没有“" + words.getFirst() + "”这个命令", "There is no command " + words.getFirst()))
          .run(words.subList(1, words.size()), System.out);
    } catch (StartupProblem problem) {
      System.err.println(problem.getMessage());
      context.close();
      System.exit(StartupProblem.EXIT_CODE);
    }
  }

  private static String host(ApplicationContext context) {
    return context.getEnvironment().getProperty("server.address", "127.0.0.1");
  }

  private static String port(ApplicationContext context) {
    return context.getEnvironment().getProperty("local.server.port", "8085");
  }

  /** So that a command starts while another instance, on another folder, serves. */
  private static String[] onAnyPort(String[] args) {
    return Stream.concat(
            Stream.of(args).filter(arg -> !arg.startsWith("--server.port=")),
            Stream.of("--server.port=0"))
        .toArray(String[]::new);
  }
}
