package cn.tongtu.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import cn.tongtu.calendar.WorkCalendars;
import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Organisations;
import cn.tongtu.ledger.Measures;
import cn.tongtu.ledger.Reason;
import cn.tongtu.pack.OwnPacks;
import cn.tongtu.pack.Packs;
import cn.tongtu.register.RegisterKeeping.Written;
import cn.tongtu.register.SavedViews.Saved;
import cn.tongtu.register.Showing.As;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.StartupProblem;
import cn.tongtu.shared.WrongField;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How people look at registers: groups and their sums, months, and views kept, shared and lost. */
@SpringBootTest(properties = "spring.application.name=closing") // Without the sample.
class ViewsTest {
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final Actor PRODUCT = new Actor.Product("试");

  @Autowired RegisterKeeping keeping;
  @Autowired Registers registers;
  @Autowired Entries entries;
  @Autowired Groups groups;
  @Autowired Viewing viewing;
  @Autowired DeclaredViews declared;
  @Autowired MonthView months;
  @Autowired Organisations organisations;
  @Autowired JdbcClient db;

  private String org = "";

  @BeforeEach
  void organisation() {
    org = organisation("views");
  }

  private String organisation(String name) {
    var code = name + NUMBERS.incrementAndGet();
    organisations.put(new Organisation(code, code, code));
    return code;
  }

  private Actor.Staff staff(String of) {
    var name = "views" + NUMBERS.incrementAndGet();
    var person =
        db.sql("insert into identity.person (account, name) values (?, ?) returning id")
            .params(name, name)
            .query(Long.class)
            .single();
    db.sql("insert into identity.seat (person, org, first_day) values (?, ?, '2020-01-01')")
        .params(person, of)
        .update();
    return new Actor.Staff(person, name, Optional.empty(), "10.1.1.1");
  }

  private Register register() {
    return registers.get("rectification");
  }

  private void notice(String severity, String found, String party, String cost) {
    var fields =
        new HashMap<>(
            Map.of("problem", "护栏缺失", "site", "南溪桥", "severity", severity, "found_on", found));
    fields.put("party", party);
    fields.put("cost", cost);
    fields.values().removeIf(String::isEmpty);
    var _ =
        keeping.add(
            "rectification", new Written(org, fields, "巡查", "", false), PRODUCT, Reason.of("登记"));
  }

  private EntrySearch mine() {
    return EntrySearch.all(register()).of(org);
  }

  /** Whatever the groups are made by, they are the whole, and each opens to exactly its records. */
  @Test
  void groupsAreTheWholeAndOpenToTheirRecords() {
    notice("重大", "2026-01-05", "甲公司", "3.5");
    notice("一般", "2026-01-31", "甲公司", "1.25");
    notice("一般", "2026-03-01", "", "2");
    notice("一般", "2026-03-02", "乙公司", "");
    for (var by : Showing.groups(register())) {
      var found = groups.list(mine(), by);
      assertThat(found.stream().mapToLong(Groups.Group::records).sum()).as(by).isEqualTo(4);
      assertThat(
              found.stream()
                  .map(group -> group.sums().getOrDefault("cost", BigDecimal.ZERO))
                  .reduce(BigDecimal.ZERO, BigDecimal::add))
          .as(by)
          .isEqualByComparingTo("6.75");
      for (var group : found) {
        var within = entries.page(register(), Groups.within(mine(), by, group.key()), 0, 9);
        assertThat(within).as(by + " " + group.key()).hasSize((int) group.records());
        assertThat(within).allMatch(entry -> Groups.key(register(), by, entry).equals(group.key()));
      }
    }
    assertThat(groups.list(mine(), "found_on"))
        .extracting(Groups.Group::key, Groups.Group::records)
        .containsExactly(tuple("2026-03", 2L), tuple("2026-01", 2L));
    assertThat(groups.list(mine(), "party"))
        .extracting(Groups.Group::key)
        .containsExactly("甲公司", "", "乙公司");
    assertThat(groups.list(mine().holding("severity", "一般"), Showing.STATE))
        .singleElement()
        .satisfies(group -> {
          assertThat(group.key()).isEqualTo("draft");
          assertThat(group.records()).isEqualTo(3);
          assertThat(group.sums().get("cost")).isEqualByComparingTo("3.25");
        });
  }

  @Test
  void aMonthHasEachRecordOnItsDay() {
    notice("重大", "2026-02-28", "", "");
    for (int i = 0; i < 6; i++) {
      notice("一般", "2026-02-01", "", "");
    }
    notice("一般", "2026-03-01", "", "");
    var showing =
        new Showing(
            register(), As.CALENDAR, "", "found_on", "2026-02", Optional.empty(), List.of());
    assertThat(showing.shownMonth()).isEqualTo(YearMonth.of(2026, 2));
    var month = months.month(showing, mine());
    assertThat(month.days()).hasSize(28);
    assertThat(month.days().getFirst().items()).hasSize(4);
    assertThat(month.days().getFirst().more()).isEqualTo(2);
    assertThat(month.days().getFirst().column()).as("a Sunday").isEqualTo(7);
    assertThat(month.days().getLast().items()).hasSize(1);
    assertThat(month.days().getLast().href()).contains("f.found_on=2026-02-28").contains(org);
    assertThat(month.days().stream().mapToInt(day -> day.items().size()).sum()).isEqualTo(5);
    assertThat(month.before()).contains("month=2026-01").contains("day=found_on");
  }

  @Test
  void oneWayOfShowingHasOneAddress() {
    var usual = register().fields().values().stream().filter(Field::list).map(Field::id).toList();
    var said =
        new Showing(register(), As.GROUPS, Showing.STATE, "due_on", "", Optional.of("x"), usual);
    assertThat(said.address().text()).isEqualTo("/registers/rectification?view=groups");
    assertThat(declared.of(register()))
        .extracting(DeclaredViews.Declared::href)
        .contains(
            "/registers/rectification?view=board",
            "/registers/rectification?view=groups&group=party&columns=problem,site,severity,due_on,cost");
  }

  @Test
  void aViewIsSharedWithOnesOrganisationAndChangedByItsOwnerAlone() {
    var owner = staff(org);
    var colleague = staff(org);
    var stranger = staff(organisation("views"));
    assertThatThrownBy(
            () -> viewing.save(register(), "重大", "view=board", stranger.name(), false, owner))
        .isInstanceOfSatisfying(
            WrongField.class, wrong -> assertThat(wrong.errors()).containsOnlyKeys("with"));
    var own = viewing.save(register(), "自己", "q=桥", "", false, owner);
    var shared = viewing.save(register(), "重大", "view=board", org, true, owner);
    assertThatThrownBy(() -> viewing.save(register(), " 重大 ", "", "", false, owner))
        .isInstanceOfSatisfying(
            WrongField.class, wrong -> assertThat(wrong.errors()).containsOnlyKeys("name"));

    assertThat(viewing.usual(register(), owner)).hasValue("/registers/rectification?view=board");
    assertThat(viewing.of(register(), owner)).hasSize(2);
    assertThat(viewing.of(register(), colleague))
        .extracting(Saved::id)
        .containsExactly(shared.id());
    assertThat(viewing.of(register(), stranger)).isEmpty();
    assertThatThrownBy(() -> viewing.prefer(register(), shared.mark(), stranger))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> viewing.keep(register(), shared.id(), "改名", "", colleague))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> viewing.delete(register(), shared.id(), colleague))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> viewing.keep(register(), own.id(), "重大", "", owner))
        .isInstanceOfSatisfying(
            WrongField.class, wrong -> assertThat(wrong.errors()).containsOnlyKeys("name"));

    viewing.prefer(register(), shared.mark(), colleague);
    assertThat(viewing.usual(register(), colleague)).isPresent();
    viewing.keep(register(), shared.id(), "不再共享", "", owner);
    assertThat(viewing.usual(register(), colleague)).as("gone for the colleague").isEmpty();
    assertThat(viewing.of(register(), colleague)).isEmpty();
    viewing.delete(register(), shared.id(), owner);
    assertThat(viewing.usual(register(), owner)).isEmpty();
  }

  /**
   * One takes it away while another is just choosing it as the first: nobody is left with an error.
   */
  @Test
  void aViewThatIsTakenAwayWhileAnotherChoosesItLeavesThePlainList() throws Exception {
    var owner = staff(org);
    var colleague = staff(org);
    for (int round = 0; round < 5; round++) {
      var shared = viewing.save(register(), "轮" + round, "view=board", org, false, owner);
      var barrier = new CyclicBarrier(2);
      try (var people = Executors.newFixedThreadPool(2)) {
        var deeds = new ArrayList<Future<?>>();
        deeds.add(
            people.submit(() -> {
              barrier.await(10, TimeUnit.SECONDS);
              viewing.delete(register(), shared.id(), owner);
              return null;
            }));
        deeds.add(
            people.submit(() -> {
              barrier.await(10, TimeUnit.SECONDS);
              try {
                viewing.prefer(register(), shared.mark(), colleague);
              } catch (NotFound gone) {
                assertThat(gone).hasMessageContaining("没有这个视图");
              }
              return null;
            }));
        for (var deed : deeds) {
          deed.get(30, TimeUnit.SECONDS);
        }
      }
      assertThat(viewing.usual(register(), colleague)).isEmpty();
    }
  }

  @Test
  void aViewThatCannotBeIsToldWithItsPlace(@TempDir Path folder) throws IOException {
    for (var wrong :
        Map.of(
                "group: nothing", "没有可分组的字段 nothing",
                "as: map", "不能这样展示",
                "columns: [nam]", "nam",
                "filters: {name2: x}", "是否为 name？",
                "filters: {on: 昨天}", "日期",
                "state: gone", "没有状态 gone",
                "sort: -age", "没有字段 age")
            .entrySet()) {
      var packs = new OwnPacks(folder);
      packs.put(
          "registers/seen.yaml",
          """
          register: seen
          label: 看
          english: Seen
          title: name
          fields:
            name: {label: 名称, english: Name, type: text, required: true}
            on_day: {label: 日期, english: Day, type: date}
          states:
            open: {label: 开, english: Open}
            shut: {label: 关, english: Shut, final: true}
          moves:
            close: {label: 关闭, english: Close, from: [open], to: shut}
          views:
            one: {label: 一, english: One, %s}
          posts: []
          """
              .formatted(wrong.getKey().replace("{on:", "{on_day:")));
      var own =
          new Registers(
              packs.packs(), new Measures(Packs.builtIn()), new WorkCalendars(Packs.builtIn()));
      assertThatThrownBy(() -> new DeclaredViews(packs.packs(), own))
          .as(wrong.getKey())
          .isInstanceOf(StartupProblem.class)
          .hasMessageContaining(wrong.getValue())
          .hasMessageContaining("seen.yaml");
    }
  }
}
