package cn.tongtu.register;

import cn.tongtu.attachment.Attached;
import cn.tongtu.engine.expression.Kind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The photos or files in a field, as they are kept, told and counted (字段中的附件). */
final class HeldFiles {
  /** To expressions each is a row: {@code count(photos) >= 2}. */
  static final Kind KIND = Kind.Rows.of(Map.of("name", new Kind.Text(), "size", Kind.Number.PLAIN));

  private static final int SHORT = 8;
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<List<Attached>> FILES = new TypeReference<>() {};

  private HeldFiles() {}

  static List<Attached> of(Object value) {
    return ((List<?>) value).stream().map(Attached.class::cast).toList();
  }

  static List<Attached> read(String stored) {
    return JSON.readValue(stored, FILES);
  }

  static String written(Object value) {
    return JSON.writeValueAsString(of(value));
  }

  static String names(Object value) {
    return of(value).stream().map(Attached::name).collect(Collectors.joining("、"));
  }

  static String digests(Object value) {
    return of(value).stream().map(Attached::digest).collect(Collectors.joining("\n"));
  }

  /** Two files of one name are told apart. */
  static String told(Object value) {
    return of(value).stream()
        .map(file -> file.name() + "（" + file.digest().substring(0, SHORT) + "）")
        .collect(Collectors.joining("、"));
  }

  static List<Map<String, Object>> rows(Object value) {
    return of(value).stream()
        .map(file ->
            Map.<String, Object>of("name", file.name(), "size", BigDecimal.valueOf(file.size())))
        .toList();
  }
}
