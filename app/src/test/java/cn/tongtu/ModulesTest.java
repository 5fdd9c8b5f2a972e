package cn.tongtu;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

/**
 * The boundaries between modules hold, and the picture of them in ARCHITECTURE.md is the true one.
 */
class ModulesTest {
  private static final Path PICTURE = Path.of("..", "ARCHITECTURE.md");
  private static final String BEGIN = "<!-- modules: written by ModulesTest -->\n";
  private static final String END = "<!-- /modules -->\n";

  /** The engine is plain Java in a Maven module of its own: it cannot see any of these. */
  private final ApplicationModules modules =
      ApplicationModules.of(
          Tongtu.class, JavaClass.Predicates.resideInAPackage("cn.tongtu.engine.."));

  @Test
  void arrowsRunOneWayAndInsidesStayInside() {
    modules.verify();
  }

  /** Writes the diagram anew when it is no longer true, and fails so that somebody looks at it. */
  @Test
  void theDiagramInTheArchitectureIsTrue() throws IOException {
    var page = Files.readString(PICTURE);
    var from = page.indexOf(BEGIN) + BEGIN.length();
    var to = page.indexOf(END);
    assertThat(from)
        .as("ARCHITECTURE.md has a place for the diagram")
        .isBetween(BEGIN.length(), to);
    var diagram = diagram();
    var shown = page.substring(from, to);
    if (!shown.equals(diagram)) {
      Files.writeString(PICTURE, page.substring(0, from) + diagram + page.substring(to));
    }
    assertThat(shown)
        .as("ARCHITECTURE.md was not true and has been rewritten: look, commit")
        .isEqualTo(diagram);
  }

  private String diagram() {
    return modules.stream()
        .sorted(Comparator.comparing(ModulesTest::name))
        .flatMap(module ->
            module
                .getDirectDependencies(modules)
                .uniqueModules()
                .filter(other -> !name(other).equals("shared"))
                .map(other -> "  " + name(module) + " --> " + name(other))
                .sorted())
        .collect(Collectors.joining("\n", "```mermaid\nflowchart BT\n", "\n```\n"));
  }

  private static String name(ApplicationModule module) {
    return module.getIdentifier().toString();
  }
}
