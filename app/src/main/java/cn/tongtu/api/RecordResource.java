package cn.tongtu.api;

import cn.tongtu.identity.Audit;
import cn.tongtu.identity.Token;
import cn.tongtu.register.Entry;
import cn.tongtu.register.EntrySearch;
import cn.tongtu.register.Moving;
import cn.tongtu.register.RecordJson;
import cn.tongtu.register.Register;
import cn.tongtu.register.RegisterKeeping;
import cn.tongtu.register.RegisterKeeping.Written;
import cn.tongtu.register.RegisterReading;
import cn.tongtu.register.Registers;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.BadParameter;
import cn.tongtu.shared.Forbidden;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.ProblemJson;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Stale;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Registers and their records for programs (台账接口): the same searches, checks, moves and refusals as
 * on the pages, because the same use cases do them.
 */
@Resource
class RecordResource {
  static final String PATH = "/api/registers";
  static final int MOST = 500;
  private static final String USUAL = "100";
  private static final String READ = "api.read";
  private static final String ONE = PATH + "/{id}/{record:\\d{1,18}}";
  private static final Set<String> ASKED = Set.of("q", "org", "state", "sort", "limit", "after");

  private final Registers registers;
  private final RegisterReading reading;
  private final RegisterKeeping keeping;
  private final Moving moving;
  private final Sendings sendings;
  private final Audit audit;

  RecordResource(
      Registers registers,
      RegisterReading reading,
      RegisterKeeping keeping,
      Moving moving,
      Sendings sendings,
      Audit audit) {
    this.registers = registers;
    this.reading = reading;
    this.keeping = keeping;
    this.moving = moving;
    this.sendings = sendings;
    this.audit = audit;
  }

  @GetMapping(PATH)
  Map<String, Object> list(HttpServletRequest request, Actor.Staff actor) {
    read(request, actor);
    return Map.of(
        "registers",
        registers.list().stream()
            .filter(register -> token().opens(register.id()))
            .map(register ->
                Map.of(
                    "id",
                    register.id(),
                    "label",
                    register.label(),
                    "english",
                    register.english(),
                    "records",
                    PATH + "/" + register.id()))
            .toList());
  }

  @GetMapping(PATH + "/{id}")
  Map<String, @Nullable Object> search(
      @PathVariable String id,
      @RequestParam(defaultValue = USUAL) int limit,
      @RequestParam(defaultValue = "") String after,
      HttpServletRequest request,
      Actor.Staff actor) {
    var register = opened(id, false, actor);
    requireKnown(register, request);
    require(
        limit >= 1 && limit <= MOST,
        "limit",
        "应在 1 至 %d 之间".formatted(MOST),
        "between 1 and %d".formatted(MOST));
    var search = EntrySearch.asked(register, request);
    read(request, actor);
    var found = reading.following(register, search, after, limit);
    var answer = new LinkedHashMap<String, @Nullable Object>();
    answer.put(
        "records", found.entries().stream().map(entry -> RecordJson.of(register, entry)).toList());
    answer.put("next", found.next().orElse(null));
    return answer;
  }

  /** What is misspelt would else be a search for everything. */
  private static void requireKnown(Register register, HttpServletRequest request) {
    for (var name : Collections.list(request.getParameterNames())) {
      require(
          ASKED.contains(name) || name.startsWith("f."),
          name,
          "没有查询参数 " + name,
          "there is no parameter " + name);
    }
    var state = request.getParameter("state");
    var states = RecordJson.states(register).stream().map(RecordJson.StateShape::id).toList();
    require(
        state == null || state.isEmpty() || states.contains(state),
        "state",
        "没有状态 " + state + "，有：" + String.join("、", states),
        "there is no state " + state + ", but: " + String.join(", ", states));
  }

  private static void require(boolean holds, String name, String chinese, String english) {
    if (!holds) {
      throw new BadParameter(name, chinese, english);
    }
  }

  @GetMapping(ONE)
  ResponseEntity<Map<String, @Nullable Object>> get(
      @PathVariable String id,
      @PathVariable long record,
      HttpServletRequest request,
      Actor.Staff actor) {
    var register = opened(id, false, actor);
    read(request, actor);
    var entry = find(register, record);
    var said = RecordJson.of(register, entry);
    said.put("moves", moving.open(register, entry, actor));
    return ResponseEntity.ok().eTag(String.valueOf(entry.revision())).body(said);
  }

  @PostMapping(PATH + "/{id}")
  void add(
      @PathVariable String id,
      HttpServletRequest request,
      HttpServletResponse response,
      Actor.Staff actor)
      throws IOException {
    var register = opened(id, true, actor);
    var sent =
        SentJson.read(
            request, Set.of("org", "fields", "source", "note", ApiProblems.REVISION_REASON));
    sendings
        .once(
            token(),
            request,
            sent,
            () -> {
              var added =
                  keeping.add(
                      id,
                      new Written(
                          sent.text("org"),
                          RecordJson.typed(register, sent.map("fields")),
                          sent.text("source"),
                          sent.text("note"),
                          false),
                      actor,
                      sent.reason("登记"));
              return Sendings.Answer.of(
                  201,
                  RecordJson.of(register, find(register, added.id())),
                  PATH + "/" + id + "/" + added.id());
            })
        .write(response);
  }

  @PatchMapping(ONE)
  void correct(
      @PathVariable String id,
      @PathVariable long record,
      HttpServletRequest request,
      HttpServletResponse response,
      Actor.Staff actor)
      throws IOException {
    var register = opened(id, true, actor);
    var sent =
        SentJson.read(request, Set.of("revision", "why", "fields", ApiProblems.REVISION_REASON));
    current(
        register,
        record,
        request,
        response,
        sent,
        () ->
            keeping.correct(
                new RecordRef(register.recordKind(), record),
                OptionalInt.of(sent.number("revision")),
                RecordJson.typed(register, sent.map("fields")),
                actor,
                sent.reason("")));
  }

  @PostMapping(ONE + "/moves/{move}")
  void move(
      @PathVariable String id,
      @PathVariable long record,
      @PathVariable String move,
      HttpServletRequest request,
      HttpServletResponse response,
      Actor.Staff actor)
      throws IOException {
    var register = opened(id, true, actor);
    var sent =
        SentJson.read(request, Set.of("revision", "why", "fields", ApiProblems.REVISION_REASON));
    current(
        register,
        record,
        request,
        response,
        sent,
        () ->
            moving.move(
                new RecordRef(register.recordKind(), record),
                move,
                OptionalInt.of(sent.number("revision")),
                RecordJson.typed(register, sent.map("fields")),
                actor,
                sent.reason("")));
  }

  /** Answers with the record as the deed left it, or as somebody else did meanwhile. */
  private void current(
      Register register,
      long record,
      HttpServletRequest request,
      HttpServletResponse response,
      SentJson sent,
      Runnable deed)
      throws IOException {
    var _ = find(register, record);
    try {
      sendings
          .once(
              token(),
              request,
              sent,
              () -> {
                deed.run();
                return Sendings.Answer.of(200, RecordJson.of(register, find(register, record)), "");
              })
          .write(response);
    } catch (Stale stale) {
      ProblemJson.of(409, new Label(stale.chinese(), stale.english()))
          .with("current", RecordJson.of(register, find(register, record)))
          .write(request, response);
    }
  }

  /** Below here nothing else is. */
  @RequestMapping("/api/**")
  void nothing(HttpServletRequest request) {
    throw new NotFound(
        "没有接口 %s %s".formatted(request.getMethod(), request.getRequestURI()),
        "there is no %s %s".formatted(request.getMethod(), request.getRequestURI()));
  }

  private Register opened(String id, boolean writes, Actor.Staff actor) {
    var register = registers.get(id);
    if (!token().opens(id)) {
      throw forbidden(
          actor, "这个访问令牌没有开放" + register.label(), "the token does not open " + register.english());
    }
    if (writes && !token().writes()) {
      throw forbidden(actor, "这个访问令牌只能读取", "the token may only read");
    }
    return register;
  }

  private static Forbidden forbidden(Actor.Staff actor, String chinese, String english) {
    return new Forbidden(actor, "token", "", chinese, english);
  }

  private Entry find(Register register, long record) {
    return reading
        .find(register, record)
        .orElseThrow(() ->
            new NotFound(
                register.label() + "没有第 " + record + " 号记录",
                "no record " + record + " in " + register.english()));
  }

  /** What leaves the house by a program is in the trail, as what a person takes away. */
  private void read(HttpServletRequest request, Actor.Staff actor) {
    audit.read(
        actor,
        READ,
        request.getRequestURI()
            + Optional.ofNullable(request.getQueryString()).map("?"::concat).orElse(""));
  }

  private static Token token() {
    return Token.here().orElseThrow();
  }
}
