package cn.tongtu.shared;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * Why a program's request was not served (程序接口的拒绝), as RFC 9457 writes it: what is wrong, in which
 * field, and how to mend it, in the program's language.
 *
 * @param errors by the field's name; empty where it is about no field
 * @param more what else the program needs to go on, as a record that has changed
 */
public record ProblemJson(
    int status,
    Label detail,
    SequencedMap<String, Label> errors,
    SequencedMap<String, Object> more) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  public static final String TYPE = "application/problem+json";

  public static ProblemJson of(int status, Label detail) {
    return new ProblemJson(status, detail, new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  public ProblemJson with(SequencedMap<String, Label> wrong) {
    return new ProblemJson(status, detail, wrong, more);
  }

  public ProblemJson with(String name, Object value) {
    var all = new LinkedHashMap<>(more);
    all.put(name, value);
    return new ProblemJson(status, detail, errors, all);
  }

  /** Chinese unless a program asks for another language first. */
  public static boolean english(HttpServletRequest request) {
    return request.getHeader("Accept-Language") != null
        && !request.getLocale().getLanguage().equals(Locale.CHINESE.getLanguage());
  }

  public void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setStatus(status);
    response.setContentType(TYPE);
    response.setHeader("Content-Language", english(request) ? "en" : "zh-CN");
    response
        .getOutputStream()
        .write(JSON.writeValueAsString(body(request, response)).getBytes(StandardCharsets.UTF_8));
  }

  private Map<String, Object> body(HttpServletRequest request, HttpServletResponse response) {
    var english = english(request);
    var body = new LinkedHashMap<String, Object>();
    body.put("type", "about:blank");
    body.put("title", title(english));
    body.put("status", status);
    body.put("detail", english ? detail.english() : detail.chinese());
    body.put("instance", request.getRequestURI());
    if (response.getHeader("X-Request-Id") != null) {
      body.put("request", response.getHeader("X-Request-Id"));
    }
    if (!errors.isEmpty()) {
      List<Map<String, String>> wrong = new ArrayList<>();
      errors.forEach((field, says) ->
          wrong.add(Map.of("field", field, "detail", english ? says.english() : says.chinese())));
      body.put("errors", wrong);
    }
    body.putAll(more);
    return body;
  }

  private String title(boolean english) {
    return switch (status) {
      case 400 -> english ? "Bad request" : "请求有误";
      case 401 -> english ? "Not let in" : "未通过认证";
      case 403 -> english ? "Not allowed" : "无权办理";
      case 404 -> english ? "Not found" : "未找到";
      case 409 -> english ? "Changed meanwhile" : "已被他人更新";
      case 415 -> english ? "Not JSON" : "不是 JSON";
      case 422 -> english ? "Refused" : "不予受理";
      case 429 -> english ? "Too many requests" : "请求过多";
      case 503 -> english ? "Not served just now" : "暂时不能办理";
      default -> english ? "Failed" : "未能办理";
    };
  }
}
