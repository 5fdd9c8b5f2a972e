package cn.tongtu.operations;

import cn.tongtu.shared.Nearest;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * {@code ./tongtu config}: every setting with its value and where it came from (配置一览). Starts
 * nothing and opens no database.
 */
public final class ShownSettings {
  private static final String MASK = "••••••";

  /** Read by the script, by the build, or by the database's own programs. */
  private static final Set<String> OTHERS =
      Set.of("TONGTU_JAVA_HOME", "TONGTU_JDK_FOLDERS", "TONGTU_CACHE", "TONGTU_JAVA_OPTIONS");

  private ShownSettings() {}

  /** Nothing is started but what reads settings. */
  private static final class Nothing {}

  /**
   * @param arguments those the server would be started with
   */
  public static void print(String[] arguments, PrintStream screen) {
    var application = new SpringApplication(Nothing.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    application.setLogStartupInfo(false);
    try (var context = application.run(arguments)) {
      print(context.getEnvironment(), System.getenv(), screen);
    }
  }

  static void print(
      ConfigurableEnvironment settings, Map<String, String> environment, PrintStream screen) {
    for (var setting : Setting.ALL) {
      var found = found(setting, settings);
      screen.printf(
          "%-36s %s%n    %s  %s%n    ← %s%n",
          setting.name(),
          shown(setting, found.value),
          setting.what().chinese(),
          setting.what().english(),
          found.from);
    }
    var unknown = unknown(environment);
    if (!unknown.isEmpty()) {
      screen.println();
    }
    unknown.forEach((name, nearest) ->
        screen.printf(
            "不认识的环境变量 unknown variable %s%s%n",
            name, nearest.map(known -> "，是否为 perhaps " + known + "？").orElse("")));
  }

  private static String shown(Setting setting, String value) {
    if (value.isEmpty()) {
      return "—";
    }
    // A password may stand in the database's address.
    return setting.secret()
        ? MASK
        : value
            .replaceAll("(?i)(password=)[^&]*", "$1" + MASK)
            .replaceAll("//([^/:@]*):[^/@]*@", "//$1:" + MASK + "@");
  }

  private record Found(String value, String from) {}

  private static Found found(Setting setting, ConfigurableEnvironment settings) {
    var value = settings.getProperty(setting.name());
    var from =
        settings.getPropertySources().stream()
            .filter(source ->
                !ConfigurationPropertySources.isAttachedConfigurationPropertySource(source))
            .flatMap(source -> names(setting, source).map(name -> from(setting, source, name)))
            .findFirst();
    return value == null
        ? new Found(setting.usual(), "默认 default")
        : new Found(value, from.orElse("默认 default"));
  }

  /** Under which name a source has it. */
  private static Stream<String> names(Setting setting, PropertySource<?> source) {
    var environment =
        source.getName().equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
    var usual = setting.name().replace('.', '_').toUpperCase(Locale.ROOT);
    return (environment
            ? Stream.of(usual.replace('-', '_'), usual.replace("-", ""))
            : Stream.of(setting.name()))
        .filter(source::containsProperty);
  }

  private static String from(Setting setting, PropertySource<?> source, String name) {
    if (source.getName().equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME)) {
      return "环境变量 environment " + name;
    }
    if (source instanceof CommandLinePropertySource<?>) {
      return "命令行 command line --" + name;
    }
    if (source.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME)) {
      return "Java -D" + name;
    }
    var origin = Objects.toString(OriginLookup.getOrigin(source, name), source.getName());
    if (!origin.contains("class path resource")) {
      return "文件 file " + origin;
    }
    // Our own file hands some on from a variable of a shorter name.
    var written = Objects.toString(source.getProperty(name), "");
    return written.contains("${" + setting.variable()) && System.getenv(setting.variable()) != null
        ? "环境变量 environment " + setting.variable()
        : "默认 default";
  }

  /** What looks like a setting of ours and is none, with what it was likely meant to be. */
  static Map<String, Optional<String>> unknown(Map<String, String> environment) {
    var known =
        Setting.ALL.stream()
            .flatMap(setting ->
                Stream.of(
                    setting.variable(),
                    setting.name().replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT)))
            .collect(Collectors.toSet());
    known.addAll(OTHERS);
    var unknown = new TreeMap<String, Optional<String>>();
    environment.keySet().stream()
        .filter(name -> name.startsWith("TONGTU_") && !known.contains(name))
        .forEach(name ->
            unknown.put(
                name,
                Nearest.to(
                    name,
                    Setting.ALL.stream().map(Setting::variable).collect(Collectors.toSet()))));
    return unknown;
  }
}
