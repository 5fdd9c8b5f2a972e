package cn.tongtu;

import cn.tongtu.shared.StartupProblem;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ApplicationContext;

/** The application (通途): runs an authority's work and lets every reported figure follow from it. */
@SpringBootApplication
public class Tongtu {
  private static final String DEMO = "demo";

  /**
   * {@code serve}, which is also what no word means; or {@code demo}, which ends when it is done.
   */
  public static void main(String[] args) {
    var demo = List.of(args).contains(DEMO);
    var application = new SpringApplication(Tongtu.class);
    if (demo) {
      application.setDefaultProperties(Map.of("tongtu.demo", true));
    }
    try {
      var context = application.run(demo ? onAnyPort(args) : args);
      if (demo) {
        System.exit(SpringApplication.exit(context));
      }
      System.out.printf("通途已启动，请打开 Tongtu serves at http://%s:%s%n", host(context), port(context));
    } catch (RuntimeException failure) {
      // Already told by StartupProblemReporter or, with its stack trace, by Spring Boot.
      System.exit(
          StartupProblemReporter.problemIn(failure).isPresent() ? StartupProblem.EXIT_CODE : 1);
    }
  }

  private static String host(ApplicationContext context) {
    return context.getEnvironment().getProperty("server.address", "127.0.0.1");
  }

  private static String port(ApplicationContext context) {
    return context.getEnvironment().getProperty("local.server.port", "8085");
  }

  /** A demo may run while another instance serves. */
  private static String[] onAnyPort(String[] args) {
    var more = Arrays.copyOf(args, args.length + 1);
    more[args.length] = "--server.port=0";
    return more;
  }
}
