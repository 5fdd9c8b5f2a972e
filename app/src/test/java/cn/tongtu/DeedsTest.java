package cn.tongtu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cn.tongtu.engine.geo.Line;
import cn.tongtu.engine.geo.Position;
import cn.tongtu.engine.value.Money;
import cn.tongtu.identity.Audit;
import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Organisations;
import cn.tongtu.ledger.Ledger;
import cn.tongtu.ledger.Reason;
import cn.tongtu.map.GeoJson;
import cn.tongtu.portfolio.Grounds;
import cn.tongtu.portfolio.Portfolio;
import cn.tongtu.register.Moving;
import cn.tongtu.register.RegisterKeeping;
import cn.tongtu.register.RegisterKeeping.Written;
import cn.tongtu.road.Draft;
import cn.tongtu.road.RoadKeeping;
import cn.tongtu.road.Route;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Forbidden;
import cn.tongtu.shared.RecordRef;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Every deed on projects, registers and roads, also those without a page, tried by whoever may not:
 * somebody without a seat, a reviewer, a clerk of another organisation, and a stranger.
 */
// The context of the identity tests: people made here would keep the sample's people out.
@SpringBootTest(properties = "spring.application.name=identity")
class DeedsTest {
  private static final Grounds GROUNDS = Grounds.of("test", false);
  private static final Actor PRODUCT = new Actor.Product("试");
  private static final LocalDate DAY = LocalDate.of(2025, 3, 4);
  private static final Map<String, String> TENDER =
      Map.of("name", "一号路施工", "kind", "施工", "opened_on", "2025-03-04");
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  @Autowired Portfolio portfolio;
  @Autowired RegisterKeeping registers;
  @Autowired Moving moving;
  @Autowired RoadKeeping roads;
  @Autowired Ledger ledger;
  @Autowired Organisations organisations;
  @Autowired Audit audit;
  @Autowired JdbcClient db;

  private interface Deed {
    void by(Actor actor);
  }

  @Test
  void everyDeedIsRefusedToWhoeverMayNotAndToldToTheTrail() {
    organisations.put(new Organisation("deeds", "某中心", "A centre"));
    organisations.put(new Organisation("elsewhere", "别处", "Elsewhere"));
    var deeds = deeds();
    assertThat(deeds.keySet().stream().map(name -> name.split(" ")[0]).collect(Collectors.toSet()))
        .as("a new deed says here how it is tried")
        .isEqualTo(deedsThereAre());
    var clerk = staff("clerk", "deeds");
    var others =
        List.of(
            staff("", ""),
            staff("reviewer", "deeds"),
            staff("clerk", "elsewhere"),
            new Actor.Stranger("谁", "10.0.0.1"));
    deeds.forEach((name, deed) -> {
      var postings = ledger.count();
      for (var other : others) {
        var refusal = catchThrowableOfType(Forbidden.class, () -> deed.by(other));
        assertThat(refusal).as("%s by %s", name, other.name()).isNotNull();
        assertThat(refusal.org()).isEqualTo("deeds");
        // As a page or a command tells it, once the deed's transaction is gone.
        var before = refusals(refusal);
        audit.refused(refusal);
        assertThat(refusals(refusal)).isEqualTo(before + 1);
      }
      assertThat(ledger.count()).as(name + " moved nothing").isEqualTo(postings);
      var changes = changes(clerk);
      deed.by(clerk);
      assertThat(changes(clerk)).as(name + " is in the trail").isEqualTo(changes + 1);
    });
  }

  private Map<String, Deed> deeds() {
    portfolio.enter(draft("D0"), PRODUCT);
    portfolio.classify("D0", "新建", LocalDate.of(2024, 1, 1), "", GROUNDS, PRODUCT);
    var filing = portfolio.file("D0", YearMonth.of(2025, 1), Money.of("4", "万元"), GROUNDS, PRODUCT);
    var tender = registers.add("tender", written(), PRODUCT, Reason.of("登记"));
    var money = Money.of("1", "万元");
    var deeds = new TreeMap<String, Deed>();
    deeds.put("enter", by -> portfolio.enter(draft("D1"), by));
    deeds.put("classify", by -> portfolio.classify("D0", "续建", DAY, "", GROUNDS, by));
    deeds.put(
        "putOnKeyList",
        by -> portfolio.putOnKeyList("D0", "市重大", DAY, Optional.empty(), GROUNDS, by));
    deeds.put("plan", by -> portfolio.plan("D0", 2025, money, DAY, "文", GROUNDS, by));
    deeds.put("file", by -> portfolio.file("D0", YearMonth.of(2025, 3), money, GROUNDS, by));
    deeds.put(
        "milestone",
        by -> portfolio.milestone("D0", "开工", Optional.of(DAY), Optional.empty(), GROUNDS, by));
    deeds.put(
        "correct of a filing", by -> portfolio.correct(filing.id(), 1, money, Reason.of("更正"), by));
    deeds.put("add", by -> registers.add("tender", written(), by, Reason.of("登记")));
    deeds.put("correct of a register", by -> correct(tender, by));
    var notice =
        registers.add(
            "rectification",
            new Written(
                "deeds",
                Map.of(
                    "problem", "护栏缺失", "site", "桥", "severity", "一般", "found_on", DAY.toString()),
                "test",
                "",
                false),
            PRODUCT,
            Reason.of("登记"));
    deeds.put(
        "move",
        by ->
            moving.move(
                notice, "issue", OptionalInt.empty(), Map.of("party", "甲公司"), by, Reason.of("")));
    deeds.put("enter of roads", by -> roads.enter(List.of(road("Y901")), "普查", by));
    roads.enter(List.of(road("Y902")), "普查", PRODUCT);
    var section =
        db.sql(
                "select s.id from road.section s join road.route r on r.id = s.route where r.code = 'Y902'")
            .query(Long.class)
            .single();
    deeds.put("survey", by -> roads.survey(section, 1, DAY, GeoJson.of(LINE), Reason.of("复测"), by));
    return deeds;
  }

  private static final Line LINE =
      new Line(List.of(new Position(110.5, 27.3), new Position(110.51, 27.3)));

  private static Draft road(String code) {
    return new Draft(
        code,
        "甲—乙",
        Route.Level.TOWNSHIP,
        "deeds",
        LocalDate.of(2020, 1, 1),
        "test",
        false,
        List.of(
            new Draft.Section(
                "deeds", 0, 989, Route.Grade.FOURTH, "水泥混凝土", new BigDecimal("4.5"), 1, LINE)),
        List.of());
  }

  private void correct(RecordRef tender, Actor by) {
    var fields = new TreeMap<>(TENDER);
    fields.put("kind", "监理");
    registers.correct(tender, fields, by, Reason.of("类别填错"));
  }

  /** Whatever of the four asks who does it. */
  private static Set<String> deedsThereAre() {
    return Stream.of(Portfolio.class, RegisterKeeping.class, Moving.class, RoadKeeping.class)
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .filter(method -> List.of(method.getParameterTypes()).contains(Actor.class))
        .map(Method::getName)
        .collect(Collectors.toSet());
  }

  private static Portfolio.Draft draft(String code) {
    return new Portfolio.Draft(
        code, "某公路" + code, "deeds", "公路", List.of(), "年初计划", Optional.empty(), "test", "", true);
  }

  private static Written written() {
    return new Written("deeds", TENDER, "test", "", false);
  }

  private long refusals(Forbidden refusal) {
    return db.sql(
            """
            select count(*) from identity.audit
            where kind = 'REFUSED' and actor = ? and action = ? and org = 'deeds'
            """)
        .params(refusal.actor().name(), refusal.action())
        .query(Long.class)
        .single();
  }

  private long changes(Actor actor) {
    return db.sql(
            "select count(*) from identity.audit where kind = 'CHANGE' and actor = ? and seat is not null")
        .param(actor.name())
        .query(Long.class)
        .single();
  }

  /** In an organisation with a role, or nowhere. */
  private Actor.Staff staff(String role, String org) {
    var name = "deeds" + NUMBERS.incrementAndGet();
    var person =
        db.sql("insert into identity.person (account, name) values (?, ?) returning id")
            .params(name, name)
            .query(Long.class)
            .single();
    if (!role.isEmpty()) {
      db.sql(
              """
              with s as (
                insert into identity.seat (person, org, first_day)
                values (?, ?, '2020-01-01') returning id)
              insert into identity.held_role (seat, role, first_day)
              select id, ?, '2020-01-01' from s
              """)
          .params(person, org, role)
          .update();
    }
    return new Actor.Staff(person, name, Optional.empty(), "10.1.1.1");
  }
}
