package cn.tongtu;

import cn.tongtu.shared.StartupProblem;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application (通途): runs an authority's work and lets every reported figure follow from it. */
@SpringBootApplication
public class Tongtu {
  public static void main(String[] args) {
    try {
      SpringApplication.run(Tongtu.class, args);
    } catch (RuntimeException failure) {
      // Already told by StartupProblemReporter or, with its stack trace, by Spring Boot.
      System.exit(
          StartupProblemReporter.problemIn(failure).isPresent() ? StartupProblem.EXIT_CODE : 1);
    }
  }
}
