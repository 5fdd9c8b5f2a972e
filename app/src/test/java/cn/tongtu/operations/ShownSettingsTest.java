package cn.tongtu.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** {@code ./tongtu config} knows every setting, says where it came from, and keeps secrets. */
class ShownSettingsTest {
  private static final Pattern NAME =
      Pattern.compile("[\"{](tongtu\\.[a-z][a-z.-]*)(?::([^{}\"]*)}\")?");

  /** Not settings: a file, a session's attribute, and what the command line says to itself. */
  private static final Set<String> OTHERS =
      Set.of("tongtu.lock", "tongtu.way-back", "tongtu.attach", "tongtu.registers.look");

  @Test
  void everySettingThatTheCodeReadsIsListedWithItsDefault() throws IOException {
    var read = new TreeSet<String>();
    var usual = new LinkedHashMap<String, String>();
    for (var folder : new String[] {"src/main/java", "src/demo/java"}) {
      try (var files = Files.walk(Path.of(folder))) {
        for (var file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
          if (file.endsWith("Setting.java")) {
            continue;
          }
          var found = NAME.matcher(Files.readString(file));
          while (found.find()) {
            read.add(found.group(1));
            Optional.ofNullable(found.group(2))
                .ifPresent(value -> usual.put(found.group(1), value));
          }
        }
      }
    }
    read.removeAll(OTHERS);
    usual.keySet().removeAll(OTHERS);
    var listed =
        Setting.ALL.stream()
            .map(Setting::name)
            .filter(name -> name.startsWith("tongtu."))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(listed).as("list a new setting in Setting.ALL").isEqualTo(read);
    assertThat(usual).as("the check sees something").hasSizeGreaterThan(8);
    usual.forEach((name, value) -> assertThat(setting(name).usual()).as(name).isEqualTo(value));
  }

  @Test
  void eachSaysItsValueAndWhereItCameFromAndSecretsAreMasked() {
    var settings = new StandardEnvironment();
    var environment =
        Map.<String, Object>of(
            "TONGTU_DB_PASSWORD", "geheim1",
            "TONGTU_SESSION_IDLE", "7m",
            "TONGTU_DB_URL", "jdbc:postgresql://me:geheim2@host/db?password=geheim3");
    settings
        .getPropertySources()
        .replace(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, environment));
    settings
        .getPropertySources()
        .addLast(new MapPropertySource("own.yaml", Map.of("tongtu.slow-sql", "9s")));

    var screen = printed(settings, Map.of());

    assertThat(block(screen, "tongtu.session.idle"))
        .contains("7m", "环境变量 environment TONGTU_SESSION_IDLE");
    assertThat(block(screen, "tongtu.slow-sql")).contains("9s", "文件 file own.yaml");
    assertThat(block(screen, "tongtu.session.most")).contains("3", "默认 default");
    assertThat(block(screen, "tongtu.db.password")).contains("••••••");
    assertThat(block(screen, "tongtu.db.url")).contains("host/db");
    assertThat(screen).doesNotContain("geheim");
  }

  @Test
  void anUnknownVariableIsToldWithTheNearest() {
    assertThat(
            printed(
                new StandardEnvironment(),
                Map.of("TONGTU_SESION_IDLE", "1m", "PATH", "/bin", "TONGTU_DATA", "d")))
        .contains("TONGTU_SESION_IDLE", "TONGTU_SESSION_IDLE？")
        .doesNotContain("unknown variable TONGTU_DATA", "unknown variable PATH");
  }

  private static Setting setting(String name) {
    return Setting.ALL.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }

  private static String printed(StandardEnvironment settings, Map<String, String> environment) {
    var bytes = new ByteArrayOutputStream();
    ShownSettings.print(
        settings, environment, new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** The three lines of a setting. */
  private static String block(String screen, String name) {
    var from = screen.indexOf(name + " ");
    assertThat(from).as(name).isNotNegative();
    return screen.substring(from).lines().limit(3).collect(Collectors.joining("\n"));
  }
}
