package cn.tongtu.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.identity.Permissions;
import cn.tongtu.identity.SignedIn;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Forbidden;
import cn.tongtu.shared.Words;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Every form that the product takes is sent by somebody without a seat, by a stranger, without its
 * token, and by each of the sample's people: it is refused to whoever may not, and the trail has
 * it. A new form fails this test until it says here what to send.
 */
// A context, and so a database, of its own: the sample brings its people only where nobody is yet.
@SpringBootTest(
    properties = {
      "spring.application.name=every-post",
      // More forms are sent before sign-in here than one address may in a minute.
      "tongtu.rate.sign-ins=1000"
    })
@AutoConfigureMockMvc
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryPostTest {
  /** One's own affairs, and what is open before sign-in: they ask for no permission. */
  private static final Set<String> OWN =
      Set.of(
          "/me/password",
          "/me/sessions/{handle}/end",
          "/me/subscriptions",
          "/me/subscriptions/{number:\\d{1,18}}/end",
          "/me/calendar",
          "/me/calendar/end",
          "/me/tokens",
          "/me/tokens/{number:\\d{1,18}}/revoke",
          "/set-up/{token}",
          "/favourites",
          // How one wants to see a register; whom one shares it with is checked.
          "/registers/{id}/views",
          "/registers/{id}/views/{view:\\d{1,18}}",
          "/registers/{id}/views/{view:\\d{1,18}}/delete",
          "/registers/{id}/usual-view",
          "/design/map/{kind}",
          "/recent",
          "/notices/read",
          "/notices/{id}");

  private static final String SHEET =
      "/appraisals/{id:[a-z][a-z0-9_]*}/{period:\\d{4}[-QHW0-9]{0,4}}";

  @Autowired private Sample sample;
  @Autowired private MockMvcTester pages;
  @Autowired private JdbcClient db;
  @Autowired private Permissions permissions;
  @Autowired private RequestMappingHandlerMapping requestMappingHandlerMapping;

  /** What is sent to each, such that nothing but the permission can be wrong with it. */
  private final Map<String, Map<String, String>> sent = new TreeMap<>();

  private final Map<String, String> paths = new LinkedHashMap<>();

  /** Whose work it is; of what is not here, nobody's of the sample. */
  private final Map<String, Set<String>> whose = new TreeMap<>();

  @BeforeAll
  void load() {
    sample.load(new SampleFolder(Optional.empty()));
    var reader =
        db.sql("insert into identity.person (account, name) values ('target', '对象') returning id")
            .query(Long.class)
            .single();
    var seat =
        db.sql(
                """
                insert into identity.seat (person, org, first_day)
                values (?, 'wangcheng', '2020-01-01') returning id
                """)
            .param(reader)
            .query(Long.class)
            .single();
    var held =
        db.sql(
                """
                insert into identity.held_role (seat, role, first_day)
                values (?, 'reviewer', '2020-01-01') returning id
                """)
            .param(seat)
            .query(Long.class)
            .single();
    var given =
        db.sql(
                """
                insert into identity.delegation (seat, delegate, first_day, last_day, why)
                values (?, (select id from identity.person where account = 'demo-system'),
                  '2020-01-01', '2099-01-01', '试') returning id
                """)
            .param(seat)
            .query(Long.class)
            .single();
    db.sql(
            """
            insert into identity.waiting_password
              (person, password, code, set_at, address, issued_by, confirm_by)
            values (?, 'x', '{noop}1', now(), '', ?, 'audit.confirm')
            """)
        .params(reader, reader)
        .update();
    var filing =
        db.sql(
                """
                select f.id from portfolio.filing f join portfolio.project p on p.id = f.project
                where p.code = 'WC001' limit 1
                """)
            .query(Long.class)
            .single();
    var notice =
        db.sql(
                """
                insert into register.r_rectification
                  (org, source, note, invented, _state, problem, site, severity, found_on)
                values ('wangcheng', '', '', true, 'draft', '护栏缺失', '南溪桥', '一般', current_date) returning id
                """)
            .query(Long.class)
            .single();
    var owed =
        db.sql(
                """
                insert into obligation.expectation
                  (register, rule, thing, matches, org, name, period, label, english, first_day, last_day, due_on, closes_on)
                values ('rural_patrol', 'weekly', 'wangcheng', 'wangcheng', 'wangcheng', '某镇', 'test', '某周', 'a week',
                        current_date - 7, current_date - 1, current_date - 3, current_date - 2)
                on conflict (register, rule, period, thing) do update set state = 'owed' returning id
                """)
            .query(Long.class)
            .single();
    paths.put(SHEET, "/appraisals/red_flag/" + YearMonth.now(Words.CHINA));
    paths.put("{item:\\d{1,18}}", String.valueOf(owed));
    paths.put("/registers/{id:[a-z][a-z0-9_]*}", "/registers/rectification");
    paths.put("/registers/{id}", "/registers/rectification");
    paths.put("{number:\\d{1,18}}", "1");
    paths.put("{view:\\d{1,18}}", "1");
    paths.put("/{record:\\d{1,18}}", "/" + notice);
    paths.put("/moves/{move}", "/moves/issue");
    paths.put("/limits/{limit}", "/limits/mend");
    paths.put("{field}", "problem");
    paths.put("{person}", String.valueOf(reader));
    paths.put("{seat}", String.valueOf(seat));
    paths.put("{held}", String.valueOf(held));
    paths.put("{id}", String.valueOf(given));
    paths.put("{filing}", String.valueOf(filing));
    paths.put("{kind}", "AREA");
    paths.put("/projects/{code}", "/projects/WC001");
    paths.put("/roads/{code}", "/roads/G391");
    var section =
        db.sql(
                """
                select s.id, v.line::text line from road.section s
                join road.route r on r.id = s.route
                join road.survey v on v.section = s.id and v.rev = s.rev
                where r.code = 'G391' and s.seq = 1
                """)
            .query((rs, _) -> Map.entry(rs.getString(1), rs.getString(2)))
            .single();
    paths.put("{section}", section.getKey());
    paths.put("/organisations/{code}", "/organisations/wangcheng");
    paths.put("{org}", "wangcheng");
    paths.put("{month}", "2020-03");
    paths.put("{deed}", "sign");
    paths.put("{handle}", "none");
    paths.put("{token}", "none");
    var job =
        db.sql(
                """
                insert into work.job (kind, person, asked_by) values ('ledger.audit', ?, '对象') returning id
                """)
            .param(reader)
            .query(Long.class)
            .single();
    paths.put("{job}", String.valueOf(job));

    var today = LocalDate.now(Words.CHINA).toString();
    form(
        "/reports",
        Map.of(
            "template", "construction_centre_year",
            "org", "wangcheng",
            "year", "2020",
            "first", "1",
            "last", "12"),
        "demo-clerk",
        "demo-reviewer");
    form(
        "/projects/{code}/filings/{filing}",
        Map.of("rev", "1", "amount", "1", "why", "试"),
        "demo-clerk");
    form(
        "/roads/{code}/sections/{section}",
        Map.of("rev", "1", "line", section.getValue(), "on", today, "why", "试"),
        "demo-clerk");
    form(
        "/registers/{id}/{record:\\d{1,18}}/sensitive/{field}",
        Map.of("why", "试"),
        "demo-reviewer");
    form(
        "/registers/{id:[a-z][a-z0-9_]*}/definition/try",
        Map.of("text", "register: rectification"),
        "demo-reviewer");
    form("/registers/{id}/export", Map.of("why", "试"), "demo-reviewer");
    form("/closing/{org}/{month}/{deed}", Map.of("why", "试"), "demo-reviewer");
    form(
        "/organisations",
        Map.of(
            "code",
            "trial",
            "name",
            "试",
            "kind",
            "SECTION",
            "from",
            today,
            "paper",
            "文",
            "parent",
            "wangcheng"),
        "demo-system");
    form(
        "/organisations/{code}/name",
        Map.of("name", "试改名", "from", today, "paper", "文"),
        "demo-system");
    form("/organisations/{code}/place", Map.of("from", today, "paper", "文"), "demo-system");
    form("/organisations/{code}/close", Map.of("from", today, "paper", "文"), "demo-system");
    form("/people", Map.of("account", "trial", "name", "试"), "demo-system");
    form(
        "/people/find",
        Map.of("number", "13812345678"),
        "demo-system",
        "demo-security",
        "demo-auditor");
    form("/people/{person}/seats", Map.of("org", "wangcheng", "from", today), "demo-system");
    form("/people/{person}/leave", Map.of(), "demo-system");
    form("/people/{person}/link", Map.of(), "demo-security");
    form("/people/{person}/confirm", Map.of("code", "1"), "demo-auditor");
    form("/people/{person}/reject", Map.of(), "demo-auditor");
    form("/people/{person}/personal", Map.of("phone", "13812345678"), "demo-system");
    form("/people/{person}/disclose", Map.of("why", "试"), "demo-system");
    form("/seats/{seat}/end", Map.of(), "demo-system");
    form("/seats/{seat}/roles", Map.of("role", "clerk"), "demo-security");
    form("/seats/{seat}/roles/{held}/end", Map.of(), "demo-security");
    form(
        "/me/delegations",
        Map.of(
            "seat",
            String.valueOf(seat),
            "delegate",
            "demo-clerk",
            "first",
            today,
            "last",
            today,
            "why",
            "试"));
    form("/me/delegations/{id}/end", Map.of());
    form("/registers/{id}", Map.of("org", "wangcheng"), "demo-clerk");
    form("/registers/{id}/{record:\\d{1,18}}", Map.of("rev", "1"), "demo-clerk");
    form(
        "/registers/{id}/{record:\\d{1,18}}/comments",
        Map.of("comment", "试"),
        "demo-clerk",
        "demo-reviewer");
    form("/registers/{id}/{record:\\d{1,18}}/moves/{move}", Map.of("rev", "1"), "demo-clerk");
    form("/registers/{id}/moves/{move}", Map.of(), "demo-clerk");
    form(
        "/registers/{id}/{record:\\d{1,18}}/papers",
        Map.of("paper", "rectification_notice"),
        "demo-clerk");
    form(SHEET + "/points", Map.of("points.qx-highways.progress", "80"), "demo-clerk");
    form(SHEET + "/publication", Map.of("revision", "0"), "demo-reviewer");
    form(SHEET + "/withdrawal", Map.of("why", "试"), "demo-reviewer");
    form("/obligations/items/{item:\\d{1,18}}/nil", Map.of(), "demo-clerk");
    form("/obligations/items/{item:\\d{1,18}}/excuse", Map.of(), "demo-reviewer");
    form(
        "/registers/{id}/{record:\\d{1,18}}/limits/{limit}/extension",
        Map.of("rev", "1"),
        "demo-reviewer");
    form("/registers/{id}/grid", Map.of(), "demo-clerk");
    form("/registers/{id}/import", Map.of("block", "试"), "demo-clerk");
    form("/registers/{id}/import/{number:\\d{1,18}}/columns", Map.of(), "demo-clerk");
    form("/registers/{id}/import/{number:\\d{1,18}}/take", Map.of(), "demo-clerk");
    form(
        "/push",
        Map.of("name", "试", "kind", "WECOM", "address", "https://8.8.8.8/"),
        "demo-system");
    form("/push/{number:\\d{1,18}}/end", Map.of(), "demo-system");
    form("/push/{number:\\d{1,18}}/test", Map.of(), "demo-system");
    form("/push/sendings/{number:\\d{1,18}}/again", Map.of(), "demo-system");
    form("/registers/{id}/import/{number:\\d{1,18}}/undo", Map.of(), "demo-clerk");
    form("/work", Map.of("kind", "ledger.audit"), "demo-reviewer");
    form("/work/{job}/cancel", Map.of(), "demo-reviewer", "demo-system");
    form("/work/{job}/again", Map.of(), "demo-reviewer", "demo-system");
  }

  private void form(String pattern, Map<String, String> fields, String... of) {
    sent.put(pattern, fields);
    whose.put(pattern, Set.of(of));
  }

  private Set<String> patterns() {
    var patterns = new TreeSet<String>();
    for (RequestMappingInfo info : requestMappingHandlerMapping.getHandlerMethods().keySet()) {
      var methods = info.getMethodsCondition().getMethods();
      // Programs bring a token and no form; ProgramsTest tries what they may.
      if (info.getPatternValues().stream().allMatch(pattern -> pattern.startsWith("/api/"))) {
        continue;
      }
      if (methods.stream().anyMatch(method -> method != RequestMethod.GET)) {
        assertThat(methods).as("forms are posted").containsExactly(RequestMethod.POST);
        patterns.addAll(info.getPatternValues());
      }
    }
    return patterns;
  }

  private String address(String pattern) {
    var address = pattern;
    for (var path : paths.entrySet()) {
      address = address.replace(path.getKey(), path.getValue());
    }
    return address;
  }

  @Test
  void everyFormIsKnownHere() {
    var known = new TreeSet<>(sent.keySet());
    known.addAll(OWN);
    assertThat(patterns()).as("say what to send to a new form").isEqualTo(known);
  }

  @Test
  void whoHasNoSeatIsRefusedEverythingAndTheTrailHasIt() {
    var nobody = signedIn("nobody", "没有任职的");
    for (var pattern : sent.keySet()) {
      var before = refusals();
      var answer = post(pattern, nobody, true);
      assertThat(answer.getResponse().getStatus()).as(pattern).isEqualTo(403);
      assertThat(refusals()).as("the trail has " + pattern).isEqualTo(before + 1);
    }
  }

  @Test
  void aStrangerIsSentToSignInAndAFormWithoutItsTokenIsRefusedAndKept() {
    var nobody = signedIn("nobody", "没有任职的");
    for (var pattern : patterns()) {
      if (!pattern.startsWith("/set-up")) {
        assertThat(post(pattern, null, true).getResponse().getRedirectedUrl())
            .as(pattern)
            .isNotNull()
            .endsWith("/sign-in");
      }
      var before = refusals();
      assertThat(post(pattern, nobody, false).getResponse().getStatus()).as(pattern).isEqualTo(403);
      assertThat(post(pattern, null, false).getResponse().getRedirectedUrl())
          .as(pattern)
          .isEqualTo("/sign-in?ended");
      assertThat(refusals()).as(pattern).isEqualTo(before + 2);
    }
  }

  /** Each of the three administrators, and the trade's own people, try what is another's. */
  @Test
  void everybodyTriesWhatIsAnothersAndIsRefused() {
    var everybody =
        List.of("demo-clerk", "demo-reviewer", "demo-system", "demo-security", "demo-auditor");
    var tried = new ArrayList<String>();
    for (var account : everybody) {
      var who = demo(account);
      for (var form : sent.keySet()) {
        if (!whose.getOrDefault(form, Set.of()).contains(account)) {
          assertThat(post(form, who, true).getResponse().getStatus())
              .as("%s sent by %s", form, account)
              .isEqualTo(403);
          tried.add(form);
        }
      }
    }
    assertThat(new LinkedHashSet<>(tried)).hasSameSizeAs(sent.keySet());
  }

  /** The other way round: what is refused above is not simply broken. */
  @Test
  void whoseWorkItIsIsNotRefused() {
    for (var pattern :
        List.of("/people/find", "/reports", "/people/{person}/disclose", "/organisations")) {
      for (var account : whose.getOrDefault(pattern, Set.of())) {
        assertThat(post(pattern, demo(account), true).getResponse().getStatus())
            .as("%s sent by %s", pattern, account)
            .isNotEqualTo(403);
      }
    }
  }

  /** A session outlives its person's leaving by no request. */
  @Test
  void whoHasLeftIsSentToSignIn() {
    var gone = signedIn("gone", "走了的");
    db.sql("update identity.person set left_on = '2024-01-01' where id = ?")
        .param(gone.person())
        .update();
    var before = refusals();
    var answer =
        pages
            .get()
            .uri("/projects")
            .with(SecurityMockMvcRequestPostProcessors.authentication(authentication(gone)))
            .exchange();
    assertThat(answer.getResponse().getRedirectedUrl()).isEqualTo("/sign-in?left");
    assertThat(refusals()).isEqualTo(before + 1);
  }

  /** Even where a page's code made the product an actor, a request could not bear it. */
  @Test
  void whileARequestIsServedTheProductMayNothing() {
    var product = new Actor.Product("系统");
    assertThat(permissions.require(product, "report.open", "wangcheng")).isEqualTo(product);
    SecurityContextHolder.getContext().setAuthentication(authentication(demo("demo-clerk")));
    try {
      assertThatThrownBy(() -> permissions.require(product, "report.open", "wangcheng"))
          .isInstanceOf(Forbidden.class);
    } finally {
      SecurityContextHolder.clearContext();
    }
    assertThatThrownBy(() ->
            permissions.require(new Actor.Stranger("谁", "10.0.0.1"), "report.open", "wangcheng"))
        .isInstanceOf(Forbidden.class);
  }

  private long refusals() {
    return db.sql("select count(*) from identity.audit where kind = 'REFUSED'")
        .query(Long.class)
        .single();
  }

  private SignedIn signedIn(String account, String name) {
    var id =
        db.sql(
                """
                insert into identity.person (account, name) values (?, ?)
                on conflict (account) do update set name = excluded.name returning id
                """)
            .params(account, name)
            .query(Long.class)
            .single();
    return new SignedIn(id, account, name);
  }

  private SignedIn demo(String account) {
    return db.sql("select id, name from identity.person where account = ?")
        .param(account)
        .query((rs, _) -> new SignedIn(rs.getLong("id"), account, rs.getString("name")))
        .single();
  }

  private static UsernamePasswordAuthenticationToken authentication(SignedIn who) {
    return UsernamePasswordAuthenticationToken.authenticated(who, null, List.of());
  }

  private MvcTestResult post(String pattern, @Nullable SignedIn who, boolean token) {
    var request = pages.method(HttpMethod.POST).uri(address(pattern));
    sent.getOrDefault(pattern, Map.of()).forEach(request::param);
    if (who != null) {
      request =
          request.with(SecurityMockMvcRequestPostProcessors.authentication(authentication(who)));
    }
    if (token) {
      request = request.with(SecurityMockMvcRequestPostProcessors.csrf());
    }
    return request.exchange();
  }
}
