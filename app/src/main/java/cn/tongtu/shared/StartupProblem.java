package cn.tongtu.shared;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Something that keeps the application from starting and that a person can mend (启动问题): a wrong
 * setting, a folder in use, a file with a mistake. It is told in one message without a stack trace,
 * Chinese first, and the process ends with {@link #EXIT_CODE}.
 */
public final class StartupProblem extends RuntimeException {
  public static final int EXIT_CODE = 2;

  private static final long serialVersionUID = 1L;

  public StartupProblem(String chinese, String english) {
    super(chinese + System.lineSeparator() + english);
  }

  /** The problem behind a failure, however deep a framework has wrapped it. */
  public static Optional<StartupProblem> behind(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .filter(StartupProblem.class::isInstance)
        .map(StartupProblem.class::cast)
        .findFirst();
  }
}
