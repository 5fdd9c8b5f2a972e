package cn.tongtu.api;

import cn.tongtu.register.RecordJson;
import cn.tongtu.register.RecordJson.FieldShape;
import cn.tongtu.register.Register;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The programs' interface as OpenAPI 3.1 describes one (接口描述), made from what the registers
 * declare, so that it cannot lag behind them.
 */
final class OpenApi {
  private static final String JSON = "application/json";
  private static final Map<String, Object> TEXT = Map.of("type", "string");

  private final boolean english;
  private final SequencedMap<String, Object> paths = new LinkedHashMap<>();
  private final SequencedMap<String, Object> schemas = new LinkedHashMap<>();

  private OpenApi(boolean english) {
    this.english = english;
  }

  static Map<String, Object> of(Collection<Register> registers, boolean english) {
    var made = new OpenApi(english);
    made.schemas.put("Problem", made.problem());
    registers.forEach(made::describe);
    return map(
        "openapi",
        "3.1.0",
        "info",
        map(
            "title",
            made.say("通途 程序接口", "Tongtu, the programs’ interface"),
            "version",
            "1",
            "description",
            made.say(
                "台账的读取、登记、更正和办理。核对、门槛和权限与页面相同。",
                "Reading, entering, correcting and moving records of registers, by the checks, gates and permissions of the pages.")),
        "security",
        List.of(Map.of("token", List.of())),
        "paths",
        made.paths,
        "components",
        map(
            "securitySchemes",
            Map.of("token", Map.of("type", "http", "scheme", "bearer")),
            "schemas",
            made.schemas));
  }

  private String say(String chinese, String english) {
    return this.english ? english : chinese;
  }

  private String name(Register register) {
    return english ? register.english() : register.label();
  }

  private void describe(Register register) {
    var id = register.id();
    schemas.put(id, record(register));
    schemas.put(id + ".fields", fields(register));
    var at = RecordResource.PATH + "/" + id;
    paths.put(
        at,
        map(
            "get",
            operation(
                register,
                "list." + id,
                say("查询", "List"),
                query(register),
                null,
                "200",
                map(
                    "type",
                    "object",
                    "required",
                    List.of("records", "next"),
                    "properties",
                    map(
                        "records",
                        map("type", "array", "items", ref(id)),
                        "next",
                        map(
                            "type",
                            List.of("string", "null"),
                            "description",
                            say(
                                "下一页的 after；没有下一页时为 null",
                                "after of the next page; null when there is none")))),
                List.of("400")),
            "post",
            operation(
                register,
                "add." + id,
                say("登记", "Enter"),
                List.of(key()),
                body(
                    List.of("org", "fields"),
                    map(
                        "org",
                        described(TEXT, say("单位编码", "the organisation's code")),
                        "fields",
                        required(register),
                        "source",
                        TEXT,
                        "note",
                        TEXT)),
                "201",
                ref(id),
                List.of("400", "422"))));
    paths.put(
        at + "/{record}",
        map(
            "parameters",
            List.of(which()),
            "get",
            operation(
                register,
                "get." + id,
                say("读取", "Read"),
                List.of(),
                null,
                "200",
                ref(id),
                List.of("404")),
            "patch",
            operation(
                register,
                "correct." + id,
                say("更正", "Correct"),
                List.of(key()),
                body(
                    List.of("revision", "why", "fields"),
                    map("revision", revision(), "why", TEXT, "fields", ref(id + ".fields"))),
                "200",
                ref(id),
                List.of("400", "404", "409", "422"))));
    for (var move : RecordJson.moves(register)) {
      paths.put(
          at + "/{record}/moves/" + move.id(),
          map(
              "parameters",
              List.of(which()),
              "post",
              operation(
                  register,
                  "move." + id + "." + move.id(),
                  english ? move.label().english() : move.label().chinese(),
                  List.of(key()),
                  body(
                      move.reasonNeeded() ? List.of("revision", "why") : List.of("revision"),
                      map(
                          "revision",
                          revision(),
                          "why",
                          TEXT,
                          "fields",
                          filled(register, move.fill()))),
                  "200",
                  ref(id),
                  List.of("400", "404", "409", "422"))));
    }
  }

  private Map<String, Object> operation(
      Register register,
      String id,
      String summary,
      List<?> parameters,
      @Nullable Object body,
      String status,
      Object answer,
      List<String> problems) {
    var responses = new LinkedHashMap<String, Object>();
    responses.put(
        status, map("description", summary, "content", Map.of(JSON, Map.of("schema", answer))));
    Stream.concat(Stream.of("401", "403", "429"), problems.stream())
        .sorted()
        .forEach(problem ->
            responses.put(
                problem,
                map(
                    "description",
                    say("拒绝，说明原因和改法", "refused, with why and how to mend it"),
                    "content",
                    Map.of("application/problem+json", Map.of("schema", ref("Problem"))))));
    var operation = map("operationId", id, "summary", name(register) + " · " + summary);
    operation.put("tags", List.of(name(register)));
    if (!parameters.isEmpty()) {
      operation.put("parameters", parameters);
    }
    if (body != null) {
      operation.put("requestBody", body);
    }
    operation.put("responses", responses);
    return operation;
  }

  private List<Object> query(Register register) {
    var parameters = new ArrayList<>();
    parameters.add(parameter("q", TEXT, say("任一文本或编号中含有", "part of any text or number")));
    parameters.add(parameter("org", TEXT, say("单位编码", "the organisation's code")));
    var states = RecordJson.states(register).stream().map(RecordJson.StateShape::id).toList();
    if (!states.isEmpty()) {
      parameters.add(parameter("state", map("type", "string", "enum", states), say("状态", "state")));
    }
    for (var field : RecordJson.fields(register)) {
      if (field.kind() != RecordJson.Kind.SHAPE && field.kind() != RecordJson.Kind.FILES) {
        parameters.add(
            parameter(
                "f." + field.id(),
                TEXT,
                label(field) + say("：等于某值，或 起..止", ": a value, or from..to")));
      }
    }
    parameters.add(
        parameter(
            "sort",
            TEXT,
            say(
                "字段名，前加 - 为降序；不填则新的在前",
                "a field, with - before it downwards; without, the newest first")));
    parameters.add(
        parameter(
            "limit",
            map("type", "integer", "minimum", 1, "maximum", RecordResource.MOST, "default", 100),
            say("每页条数", "how many at a time")));
    parameters.add(parameter("after", TEXT, say("上一页的 next", "next of the page before")));
    return parameters;
  }

  private static Map<String, Object> parameter(String name, Object schema, String says) {
    return map("name", name, "in", "query", "description", says, "schema", schema);
  }

  private Map<String, Object> key() {
    return map(
        "name",
        Sendings.KEY,
        "in",
        "header",
        "description",
        say(
            "同一个值再次发送只办一次，答复相同",
            "sent again under the same key it is done once and answered the same"),
        "schema",
        map("type", "string", "maxLength", 200));
  }

  private Map<String, Object> which() {
    return map(
        "name",
        "record",
        "in",
        "path",
        "required",
        true,
        "description",
        say("记录序号", "the record's number"),
        "schema",
        Map.of("type", "integer"));
  }

  private Map<String, Object> revision() {
    return described(
        Map.of("type", "integer"),
        say(
            "读到的版本；其间被他人更新则答 409 和现状",
            "as it was read; 409 with the present one when somebody changed it since"));
  }

  private Map<String, Object> body(List<String> required, SequencedMap<String, Object> properties) {
    properties.put(
        ApiProblems.REVISION_REASON,
        described(TEXT, say("数据修订原因，仅当涉及已关账的月份", "why a closed month is revised, where one is")));
    return map(
        "required",
        true,
        "content",
        Map.of(
            JSON,
            Map.of(
                "schema",
                map(
                    "type",
                    "object",
                    "required",
                    required,
                    "additionalProperties",
                    false,
                    "properties",
                    properties))));
  }

  private Map<String, Object> record(Register register) {
    return map(
        "type",
        "object",
        "description",
        name(register),
        "properties",
        map(
            "id",
            Map.of("type", "integer"),
            "register",
            Map.of("const", register.id()),
            "number",
            Map.of("type", List.of("string", "null")),
            "title",
            TEXT,
            "org",
            TEXT,
            "state",
            state(register),
            "revision",
            Map.of("type", "integer"),
            "rounds",
            Map.of("type", "integer"),
            "changedAt",
            Map.of("type", List.of("string", "null"), "format", "date-time"),
            "source",
            TEXT,
            "note",
            TEXT,
            "href",
            TEXT,
            "moves",
            described(
                Map.of("type", "array", "items", TEXT),
                say("现在可以办理的动作", "the moves that can be made now")),
            "fields",
            ref(register.id() + ".fields")));
  }

  private static Map<String, Object> state(Register register) {
    var states = new ArrayList<@Nullable Object>();
    RecordJson.states(register).forEach(state -> states.add(state.id()));
    states.add(null);
    return map("enum", states);
  }

  private Map<String, Object> fields(Register register) {
    var properties = new LinkedHashMap<String, Object>();
    RecordJson.fields(register).forEach(field -> properties.put(field.id(), schema(field)));
    return map("type", "object", "additionalProperties", false, "properties", properties);
  }

  private Map<String, Object> required(Register register) {
    var needed =
        RecordJson.fields(register).stream()
            .filter(field -> field.required() && field.written() && !field.sometimes())
            .map(FieldShape::id)
            .toList();
    return demanding(ref(register.id() + ".fields"), needed);
  }

  private Map<String, Object> filled(Register register, List<String> fill) {
    var written =
        RecordJson.fields(register).stream()
            .filter(field -> fill.contains(field.id()) && field.written())
            .toList();
    var properties = new LinkedHashMap<String, Object>();
    written.forEach(field -> properties.put(field.id(), schema(field)));
    return map("type", "object", "properties", properties);
  }

  private static Map<String, Object> demanding(Map<String, Object> schema, List<String> needed) {
    return needed.isEmpty()
        ? schema
        : map("allOf", List.of(schema, map("type", "object", "required", needed)));
  }

  private Map<String, Object> schema(FieldShape field) {
    var schema = bare(field);
    schema.put("title", label(field));
    var says = new ArrayList<String>();
    field.help().ifPresent(help -> says.add(english ? help.english() : help.chinese()));
    switch (field.kind()) {
      case PERSON -> says.add(say("账号", "an account"));
      case ORGANISATION -> says.add(say("单位编码", "an organisation's code"));
      case CODED -> says.add(say("编号，属于 ", "a code, of ") + field.refersTo());
      case RECORD -> says.add(say("记录序号，属于台账 ", "a record's number, in ") + field.refersTo());
      case STRETCH -> says.add("X012 K1+200–K3+400");
      case SHAPE -> says.add(say("GeoJSON 图形，CGCS2000 经纬度", "a GeoJSON geometry in CGCS2000"));
      default -> {}
    }
    if (!says.isEmpty()) {
      schema.put("description", String.join(say("；", "; "), says));
    }
    if (!field.unit().isEmpty()) {
      schema.put("x-unit", field.unit());
    }
    if (!field.written()) {
      schema.put("readOnly", true);
    }
    return schema;
  }

  private SequencedMap<String, Object> bare(FieldShape field) {
    return switch (field.kind()) {
      case TEXT -> {
        var schema = map("type", List.of("string", "null"));
        if (field.most() > 0) {
          schema.put("maxLength", field.most());
        }
        field.pattern().ifPresent(pattern -> schema.put("pattern", pattern));
        yield schema;
      }
      case INTEGER, RECORD -> map("type", List.of("integer", "null"));
      case NUMBER -> map("type", List.of("number", "null"));
      case DAY -> map("type", List.of("string", "null"), "format", "date");
      case MONTH -> map("type", List.of("string", "null"), "pattern", "^\\d{4}-\\d{2}$");
      case CHOICE -> {
        var choices = new ArrayList<@Nullable Object>(field.choices());
        choices.add(null);
        yield map("enum", choices);
      }
      case YES_NO -> map("type", List.of("boolean", "null"));
      case PERSON, ORGANISATION, CODED, STRETCH -> map("type", List.of("string", "null"));
      case SHAPE -> map("type", List.of("object", "null"));
      case FILES ->
          map(
              "type",
              List.of("array", "null"),
              "items",
              map(
                  "type",
                  "object",
                  "properties",
                  map("name", TEXT, "size", Map.of("type", "integer"), "digest", TEXT)));
    };
  }

  private String label(FieldShape field) {
    return english ? field.label().english() : field.label().chinese();
  }

  private Map<String, Object> problem() {
    return map(
        "type",
        "object",
        "description",
        "RFC 9457",
        "required",
        List.of("type", "title", "status", "detail"),
        "properties",
        map(
            "type",
            TEXT,
            "title",
            TEXT,
            "status",
            Map.of("type", "integer"),
            "detail",
            TEXT,
            "instance",
            TEXT,
            "request",
            described(TEXT, say("请求号，日志里有", "the request's number, as in the log")),
            "errors",
            map(
                "type",
                "array",
                "items",
                map("type", "object", "properties", map("field", TEXT, "detail", TEXT))),
            "current",
            described(
                Map.of("type", "object"), say("409 时记录的现状", "with 409: the record as it is now"))));
  }

  private static Map<String, Object> ref(String schema) {
    return Map.of("$ref", "#/components/schemas/" + schema);
  }

  private static Map<String, Object> described(Map<String, Object> schema, String says) {
    var described = new LinkedHashMap<>(schema);
    described.put("description", says);
    return described;
  }

  /** Names and values by turns, in this order. */
  private static SequencedMap<String, Object> map(Object... namesAndValues) {
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }
}
