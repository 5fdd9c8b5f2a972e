package cn.tongtu.pack;

import cn.tongtu.shared.StartupProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The packs in force (生效的配置包): the built-in county's, and a folder of a county's own whose files
 * come on top. A mistake anywhere keeps the application from starting; all mistakes of one kind of
 * file are told at once.
 */
public final class Packs {
  private static final String BUILT_IN = "packs/county/";

  private record Source(String name, Content content) {}

  private interface Content {
    byte[] read() throws IOException;
  }

  private final List<Path> folders;
  private final Optional<Trial> trial;

  /** A file as somebody would have it, in place of the one that is called so. */
  private record Trial(String folder, String name, String text) {}

  Packs(List<Path> folders) {
    this(folders, Optional.empty());
  }

  private Packs(List<Path> folders, Optional<Trial> trial) {
    this.folders = folders;
    this.trial = trial;
    for (var folder : folders) {
      if (!Files.isDirectory(folder)) {
        throw new StartupProblem(
            "配置包文件夹不存在：" + folder.toAbsolutePath() + "（见 --tongtu.packs）",
            "There is no such folder of packs: "
                + folder.toAbsolutePath()
                + " (see --tongtu.packs)");
      }
    }
  }

  public static Packs builtIn() {
    return new Packs(List.of());
  }

  public static Packs builtInAnd(Path folder) {
    return new Packs(List.of(folder));
  }

  /**
   * The same packs with one file as somebody would have it (试读): nothing is written.
   *
   * @param name of the file as {@link PackNode#file} tells it
   */
  public Packs trying(String folder, String name, String text) {
    return new Packs(folders, Optional.of(new Trial(folder, name, text)));
  }

  /**
   * Reads all files of one folder ({@code registers}, {@code reports}), in the order of their
   * names.
   *
   * @throws StartupProblem with every {@link PackProblem} that the reader met
   */
  public void read(String folder, Consumer<PackNode> reader) {
    gather(sources(folder).stream().map(source -> () -> reader.accept(root(source))));
  }

  /** Reads all files of one folder, each a mapping under {@code key}, entry by entry. */
  public void read(String folder, String key, BiConsumer<String, PackNode> reader) {
    var problems = new ArrayList<String>();
    for (var source : sources(folder)) {
      attempt(
          problems,
          () ->
              root(source)
                  .only(key)
                  .get(key)
                  .fields()
                  .forEach((id, entry) -> attempt(problems, () -> reader.accept(id, entry))));
    }
    stopOn(problems);
  }

  /** Runs all of them, then stops on what was wrong with any. */
  public static void gather(Stream<Runnable> readings) {
    var problems = new ArrayList<String>();
    readings.forEach(reading -> attempt(problems, reading));
    stopOn(problems);
  }

  private static void attempt(List<String> problems, Runnable reading) {
    try {
      reading.run();
    } catch (PackProblem problem) {
      problems.add(problem.getMessage());
    }
  }

  private static void stopOn(List<String> problems) {
    if (!problems.isEmpty()) {
      throw new StartupProblem(
          "配置包有 " + problems.size() + " 处错误，尚未载入任何内容：",
          problems.size()
              + " mistakes in the packs, nothing was loaded:"
              + System.lineSeparator()
              + String.join(System.lineSeparator(), problems));
    }
  }

  private static PackNode root(Source source) {
    try {
      var bytes = source.content.read();
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      var settings =
          LoadSettings.builder().setLabel(source.name).setAllowDuplicateKeys(true).build();
      var node =
          new Compose(settings)
              .composeString(text)
              .orElseThrow(() -> new PackProblem(source.name, 1, "文件是空的", "the file is empty"));
      return new PackNode(new PackFile(source.name, text), node);
    } catch (CharacterCodingException notUtf8) {
      throw new PackProblem(source.name, 1, "文件不是 UTF-8 编码", "the file is not UTF-8");
    } catch (MarkedYamlEngineException malformed) {
      var line = malformed.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw new PackProblem(source.name, line, "YAML 格式有误", String.valueOf(malformed.getProblem()));
    } catch (YamlEngineException malformed) {
      throw new PackProblem(source.name, 1, "YAML 格式有误", String.valueOf(malformed.getMessage()));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** A file that declarations name and that is no declaration: the latest pack's that has it. */
  public Optional<byte[]> file(String folder, String name) {
    if (!name.matches("[\\w.-]+")) {
      return Optional.empty();
    }
    try {
      for (var own : folders.reversed()) {
        var file = own.resolve(folder).resolve(name);
        if (Files.isRegularFile(file)) {
          return Optional.of(Files.readAllBytes(file));
        }
      }
      var builtIn = new ClassPathResource(BUILT_IN + folder + "/" + name);
      return builtIn.exists() ? Optional.of(builtIn.getContentAsByteArray()) : Optional.empty();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private List<Source> sources(String folder) {
    try {
      var found = new ArrayList<Source>();
      for (var resource :
          new PathMatchingResourcePatternResolver()
              .getResources("classpath*:" + BUILT_IN + folder + "/*.yaml")) {
        found.add(
            new Source(BUILT_IN + folder + "/" + name(resource), resource::getContentAsByteArray));
      }
      found.sort(Comparator.comparing(Source::name));
      for (var own : folders) {
        found.addAll(files(own.resolve(folder)));
      }
      trial
          .filter(one -> one.folder.equals(folder))
          .ifPresent(one ->
              found.replaceAll(source -> source.name.equals(one.name) ? source(one) : source));
      return found;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static Source source(Trial trial) {
    return new Source(trial.name, () -> trial.text.getBytes(StandardCharsets.UTF_8));
  }

  private static String name(Resource resource) {
    return String.valueOf(resource.getFilename());
  }

  private static List<Source> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml") || file.toString().endsWith(".yml"))
          .sorted()
          .map(file -> new Source(file.toString(), () -> Files.readAllBytes(file)))
          .toList();
    }
  }
}
