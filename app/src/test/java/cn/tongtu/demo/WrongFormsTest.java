package cn.tongtu.demo;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.demo.Crawl.Form;
import cn.tongtu.demo.Crawl.Page;
import cn.tongtu.shared.Words;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * Every form that anybody of the sample can reach is sent with each required field empty, with all
 * of them empty, and with days and numbers that are none: it comes back at 422 with the error
 * beside its field, a list of them above when they are several, and what was typed. A new form is
 * in this by having a link to it.
 */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {"spring.application.name=wrong-forms", "tongtu.rate.pages=100000"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WrongFormsTest {
  private static final String FIELDS = "input[name], select[name], textarea[name]";

  @Autowired private Sample sample;
  @Autowired private JdbcClient db;
  @LocalServerPort private int port;

  private record Reached(Crawl crawl, Form form) {}

  private final List<Reached> forms = new ArrayList<>();

  /**
   * Somebody new with a password that waits and numbers, and a month that waits for its sign-off.
   */
  @BeforeAll
  void walk() {
    sample.load(new SampleFolder(Optional.empty()));
    var system = Crawl.as(port, "demo-system");
    var entered = send(system, "/people", "account", "li.si", "name", "李四");
    var link = entered.html().select(".told code").text();
    assertThat(link).contains("/set-up/");
    var setUp =
        new Form(
            link.substring(link.indexOf("/set-up/")),
            "/set-up/{}",
            link.substring(link.indexOf("/set-up/")));
    forms.add(new Reached(system, setUp));
    send(system, "/people/{}/personal", "phone", "13812345678", "identity", "");
    var clerk = Crawl.as(port, "demo-clerk");
    clerk.forms().stream()
        .filter(form -> form.action().endsWith("/propose"))
        .findFirst()
        .ifPresent(form -> clerk.send(form, ""));
    for (var role : CrawlTest.ROLES) {
      var crawl = Crawl.as(port, role);
      crawl.forms().forEach(form -> forms.add(new Reached(crawl, form)));
    }
    // The sample's people sign in without one, and so have no form for it.
    db.sql("update identity.person set password = '{noop}x' where account = 'demo-clerk'").update();
    forms.add(new Reached(clerk, new Form("/me", "/me/password", "/me/password")));
  }

  private static Page send(Crawl crawl, String kind, String... fields) {
    var form =
        crawl.forms().stream().filter(each -> each.kind().equals(kind)).findFirst().orElseThrow();
    var typed = filled(crawl.opened(form).orElseThrow());
    for (int i = 0; i < fields.length; i += 2) {
      typed.set(fields[i], fields[i + 1]);
    }
    return crawl.send(form, typed);
  }

  @Test
  void eachRequiredFieldThatIsEmptyIsToldBesideIt() {
    var met = new TreeSet<String>();
    for (var reached : forms) {
      for (var name : required(reached)) {
        met.add(reached.form.kind() + " " + name);
        var typed = filled(opened(reached));
        typed.set(name, "");
        var answer = reached.crawl.send(reached.form, typed);
        told(reached.form, answer, Set.of(name), typed);
      }
    }
    assertThat(met)
        .contains(
            "/me/delegations why",
            "/me/password old",
            "/organisations code",
            "/organisations/{}/close paper",
            "/organisations/{}/name name",
            "/organisations/{}/place from",
            "/people account",
            "/people/find number",
            "/people/{}/disclose why",
            "/people/{}/seats from",
            "/projects/{}/filings/{} amount",
            "/reports year",
            "/roads/{}/sections/{} line",
            "/set-up/{} again");
  }

  @Test
  void allOfThemEmptyAreToldAtOnceWithAListThatLeadsToThem() {
    var several = 0;
    for (var reached : forms) {
      var names = required(reached);
      if (names.size() < 2) {
        continue;
      }
      several++;
      var typed = filled(opened(reached));
      names.forEach(name -> typed.set(name, ""));
      var answer = reached.crawl.send(reached.form, typed);
      told(reached.form, answer, names, typed);
      var links = back(reached.form, answer).parents().select(".mistakes a").eachAttr("href");
      assertThat(links)
          .as("%s leads to its fields", reached.form)
          .hasSizeGreaterThanOrEqualTo(names.size());
      links.forEach(link ->
          assertThat(answer.html().select(link)).as("%s %s", reached.form, link).hasSize(1));
      assertThat(answer.html().select("[autofocus]").hasClass("mistakes"))
          .as("%s: the list has the focus", reached.form)
          .isTrue();
    }
    assertThat(several).isGreaterThan(8);
  }

  @Test
  void aDayOrNumberThatIsNoneIsToldBesideIt() {
    var met = 0;
    for (var reached : forms) {
      for (var field :
          opened(reached).select("input[type=date], input[inputmode=decimal], input[name=year]")) {
        met++;
        var typed = filled(opened(reached));
        typed.set(field.attr("name"), "不是");
        told(
            reached.form,
            reached.crawl.send(reached.form, typed),
            Set.of(field.attr("name")),
            typed);
      }
    }
    assertThat(met).isGreaterThan(8);
  }

  /** The form again at 422, these fields marked and described, and all else as it was typed. */
  private static void told(
      Form form, Page answer, Set<String> wrong, MultiValueMap<String, String> typed) {
    assertThat(answer.status()).as("%s without %s", form, wrong).isEqualTo(422);
    var again = back(form, answer);
    for (var name : wrong) {
      var field = again.select("[name=" + name + "]:not([type=hidden])").first();
      if (field == null) {
        throw new AssertionError("%s: %s is not there again".formatted(form, name));
      }
      assertThat(field.attr("aria-invalid"))
          .as(
              "%s: %s is marked, in %s",
              form, name, answer.html().select(".mistakes, .error").text())
          .isEqualTo("true");
      assertThat(field.attr("aria-describedby").split(" "))
          .as("%s: %s is described by its error", form, name)
          .anySatisfy(
              id -> assertThat(answer.html().select("#" + id + ".error").text()).isNotBlank());
    }
    // Numbers of persons are never given back.
    for (var field : again.select(FIELDS).not("[data-no-draft] *")) {
      var name = field.attr("name");
      var type = field.attr("type");
      if (!wrong.contains(name) && !type.matches("hidden|password|file|checkbox|radio")) {
        assertThat(value(field))
            .as("%s: what was typed into %s", form, name)
            .isEqualTo(Objects.requireNonNull(typed.getFirst(name)));
      }
    }
    assertThat(answer.html().select("[autofocus]")).as("%s: where to begin", form).isNotEmpty();
  }

  private static Element back(Form form, Page answer) {
    return answer.html().select("form[method=post]").stream()
        .filter(each -> each.attr("action").replaceFirst("#.*", "").equals(form.action()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("the form is not there again: " + form));
  }

  private static Element opened(Reached reached) {
    return reached.crawl.opened(reached.form).orElse(new Element("form"));
  }

  private static Set<String> required(Reached reached) {
    return new TreeSet<>(visible(opened(reached)).select("[required]").eachAttr("name"));
  }

  private static Elements visible(Element form) {
    return form.select(FIELDS).not("[type=hidden], [aria-hidden=true]");
  }

  /** Something in each field, of the kind that it asks for. */
  private static MultiValueMap<String, String> filled(Element form) {
    var fields = new LinkedMultiValueMap<String, String>();
    for (var field : form.select(FIELDS)) {
      var present = value(field);
      if (field.attr("type").matches("checkbox|radio|file")) {
        continue;
      }
      fields.add(
          field.attr("name"),
          !present.isEmpty() || field.tagName().equals("select")
              ? present
              : switch (field.attr("type")) {
                case "date" -> LocalDate.now(Words.CHINA).toString();
                case "hidden" -> "";
                default ->
                    field.attr("name").matches("year")
                        ? "2020"
                        : field.attr("inputmode").isEmpty() ? "试" : "1";
              });
    }
    return fields;
  }

  private static String value(Element field) {
    return switch (field.tagName()) {
      case "textarea" -> field.wholeText();
      case "select" ->
          Optional.ofNullable(
                  Optional.ofNullable(field.select("option[selected]").first())
                      .orElse(field.select("option").first()))
              .map(option -> option.attr("value"))
              .orElse("");
      default -> field.attr("value");
    };
  }
}
