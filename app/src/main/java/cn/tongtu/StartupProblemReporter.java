package cn.tongtu;

import cn.tongtu.shared.StartupProblem;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Tells a {@link StartupProblem} in one message, in place of Spring Boot's stack trace. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class StartupProblemReporter implements SpringBootExceptionReporter {
  @Override
  public boolean reportException(Throwable failure) {
    var problem = problemIn(failure);
    problem.ifPresent(found -> System.err.println(found.getMessage()));
    return problem.isPresent();
  }

  static Optional<StartupProblem> problemIn(Throwable failure) {
    return StartupProblem.behind(failure).or(() -> portInUse(failure));
  }

  private static Optional<StartupProblem> portInUse(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .filter(PortInUseException.class::isInstance)
        .map(PortInUseException.class::cast)
        .map(busy ->
            new StartupProblem(
                "端口 %d 已被占用。请停止占用它的程序，或用 --port 指定另一个端口。".formatted(busy.getPort()),
                "Port %d is in use. Stop the program that holds it, or name another with --port."
                    .formatted(busy.getPort())))
        .findFirst();
  }
}
