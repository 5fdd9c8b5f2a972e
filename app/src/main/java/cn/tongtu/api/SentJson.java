package cn.tongtu.api;

import cn.tongtu.ledger.Reason;
import cn.tongtu.shared.BadParameter;
import cn.tongtu.shared.Nearest;
import cn.tongtu.shared.WrongField;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What a program sent (请求体): a JSON object, whose decimals are taken as they are written. */
record SentJson(Map<String, @Nullable Object> said, String body) {
  private static final int LARGEST = 1024 * 1024;
  private static final TypeReference<Map<String, @Nullable Object>> OBJECT =
      new TypeReference<>() {};
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  /**
   * @param known what may stand in it
   * @throws BadParameter when it is no such JSON
   * @throws WrongField when it says what is not asked for
   */
  static SentJson read(HttpServletRequest request, Set<String> known) throws IOException {
    var type = Objects.requireNonNullElse(request.getContentType(), "");
    require(type.startsWith("application/json"), "请以 application/json 发送", "send application/json");
    var bytes = request.getInputStream().readNBytes(LARGEST + 1);
    require(bytes.length <= LARGEST, "请求体不能超过 1 MB", "the body may not exceed 1 MB");
    var body = new String(bytes, StandardCharsets.UTF_8);
    require(
        body.indexOf('\0') < 0 && !body.contains("\\u0000"),
        "请求体含有空字符",
        "there is a null character in it");
    var sent = new SentJson(parse(body), body);
    for (var name : sent.said.keySet()) {
      WrongField.unless(
          known.contains(name),
          name,
          "不认识 " + name + Nearest.to(name, known).map(m -> "，是否为 " + m + "？").orElse(""),
          "unknown: " + name);
    }
    return sent;
  }

  private static Map<String, @Nullable Object> parse(String body) {
    try {
      var said = JSON.readValue(body, OBJECT);
      require(said != null, "请求体应为 JSON 对象", "the body should be a JSON object");
      return said;
    } catch (JacksonException wrong) {
      var place = wrong.getLocation();
      var at = place == null ? "" : "%d:%d".formatted(place.getLineNr(), place.getColumnNr());
      throw new BadParameter(
          "body", "请求体不是 JSON 对象，问题在 " + at, "the body is no JSON object, see " + at);
    }
  }

  private static void require(boolean holds, String chinese, String english) {
    if (!holds) {
      throw new BadParameter("body", chinese, english);
    }
  }

  /** Empty where it is not said. */
  String text(String name) {
    var value = said.get(name);
    WrongField.unless(
        value == null || value instanceof String, name, name + " 应为文本", name + " should be a text");
    return value == null ? "" : value.toString().strip();
  }

  int number(String name) {
    if (said.get(name) instanceof Integer number) {
      return number;
    }
    throw new WrongField(
        name, "请写明 " + name + "（读到的记录版本，整数）", "say the " + name + " that was read, a whole number");
  }

  /** Empty where it is not said. */
  Map<?, ?> map(String name) {
    var value = said.get(name);
    WrongField.unless(
        value == null || value instanceof Map, name, name + " 应为对象", name + " should be an object");
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  /**
   * @param usual where it says no reason
   */
  Reason reason(String usual) {
    var why = text("why");
    return new Reason(why.isEmpty() ? usual : why, Optional.of(text(ApiProblems.REVISION_REASON)));
  }
}
