package cn.tongtu.demo;

import cn.tongtu.shared.StartupProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.springframework.core.io.ClassPathResource;

/** Where the sample's CSV files lie: built in, or a folder of one's own. */
record SampleFolder(Optional<Path> own) {
  private static final String BUILT_IN = "sample/";
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setIgnoreEmptyLines(true)
          .setTrim(true)
          .get();

  /**
   * @throws StartupProblem when the file is missing, is no UTF-8 or is no table
   */
  List<SampleRow> rows(String file) {
    return find(file)
        .orElseThrow(() ->
            new StartupProblem(
                "缺少示例数据文件 " + place(file), "The sample lacks the file " + place(file)));
  }

  /** Empty when there is no such file. */
  Optional<List<SampleRow>> find(String file) {
    return bytes(file).map(bytes -> parse(file, bytes));
  }

  private Optional<byte[]> bytes(String file) {
    try {
      if (own.isPresent()) {
        var path = own.get().resolve(file);
        return Files.exists(path) ? Optional.of(Files.readAllBytes(path)) : Optional.empty();
      }
      var resource = new ClassPathResource(BUILT_IN + file);
      return resource.exists() ? Optional.of(resource.getContentAsByteArray()) : Optional.empty();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private List<SampleRow> parse(String file, byte[] bytes) {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      try (var parser = CSVParser.parse(text.replaceFirst("^\uFEFF", ""), FORMAT)) {
        return parser.stream()
            .map(record -> new SampleRow(place(file), parser.getCurrentLineNumber(), record))
            .toList();
      }
    } catch (CharacterCodingException notUtf8) {
      throw new StartupProblem(
          place(file) + "：文件不是 UTF-8 编码，请另存为“CSV UTF-8”",
          place(file) + ": the file is not UTF-8, save it as “CSV UTF-8”");
    } catch (IOException | IllegalArgumentException | UncheckedIOException malformed) {
      throw new StartupProblem(
          place(file) + "：不是有效的 CSV 表格（" + malformed.getMessage() + "）",
          place(file) + ": not a CSV table");
    }
  }

  private String place(String file) {
    return own.map(folder -> folder.resolve(file).toString()).orElse(BUILT_IN + file);
  }
}
