package cn.tongtu.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.calendar.WorkCalendars;
import cn.tongtu.engine.calendar.WorkCalendar;
import cn.tongtu.engine.calendar.WorkYear;
import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Organisations;
import cn.tongtu.ledger.Measures;
import cn.tongtu.ledger.Reason;
import cn.tongtu.pack.OwnPacks;
import cn.tongtu.pack.Packs;
import cn.tongtu.register.RegisterKeeping.Written;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Forbidden;
import cn.tongtu.shared.Lamp;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.StartupProblem;
import cn.tongtu.shared.WrongField;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Time limits of rectification notices: 一般 in 15 working days, 重大 in 5. */
@SpringBootTest(properties = "spring.application.name=closing") // Without the sample.
class TimingTest {
  private static final Actor.Product PRODUCT = new Actor.Product("试");
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  /** A Monday before a make-up Saturday: 2026-02-14 is worked for the Spring Festival. */
  private static final LocalDate MONDAY = LocalDate.of(2026, 2, 9);

  @Autowired RegisterKeeping keeping;
  @Autowired Moving moving;
  @Autowired Timing timing;
  @Autowired Terms terms;
  @Autowired Calling calling;
  @Autowired RegisterRounds rounds;
  @Autowired RegisterWork work;
  @Autowired Registers registers;
  @Autowired Entries entries;
  @Autowired Steps steps;
  @Autowired WorkCalendars calendars;
  @Autowired Organisations organisations;
  @Autowired JdbcClient db;

  private String org = "";
  private Actor.Staff clerk = new Actor.Staff(1, "nobody", Optional.empty(), "");
  private Actor.Staff mender = clerk;
  private Actor.Staff reviewer = clerk;

  @BeforeEach
  void people() {
    org = "timing" + NUMBERS.incrementAndGet();
    organisations.put(new Organisation(org, org, org));
    clerk = staff("clerk");
    mender = staff("clerk");
    reviewer = staff("reviewer");
  }

  private Actor.Staff staff(String role) {
    var name = "timing" + NUMBERS.incrementAndGet();
    var person =
        db.sql("insert into identity.person (account, name) values (?, ?) returning id")
            .params(name, name)
            .query(Long.class)
            .single();
    db.sql(
            """
            with s as (
              insert into identity.seat (person, org, first_day) values (?, ?, '2020-01-01') returning id)
            insert into identity.held_role (seat, role, first_day) select id, ?, '2020-01-01' from s
            """)
        .params(person, org, role)
        .update();
    return new Actor.Staff(person, name, Optional.empty(), "10.1.1.1");
  }

  private Register register() {
    return registers.find("rectification").orElseThrow();
  }

  private TimeLimit limit() {
    return register().limits().getFirst();
  }

  private RecordRef notice(String severity, LocalDate found) {
    return keeping.add(
        "rectification",
        new Written(
            org,
            Map.of(
                "problem", "护栏缺失", "site", "桥", "severity", severity, "found_on", found.toString()),
            "巡查",
            "",
            false),
        clerk,
        Reason.of("登记"));
  }

  private void bring(RecordRef record, String move, LocalDate day) {
    moving.bringIn(
        record,
        move,
        Map.of("party", "甲公司", "mender", mender.name(), "measures", "已加装"),
        PRODUCT,
        Reason.of("说明"),
        day);
  }

  private RecordRef mending(String severity, LocalDate day) {
    var record = notice(severity, day);
    bring(record, "issue", day);
    bring(record, "assign", day);
    return record;
  }

  private Entry entry(RecordRef record) {
    return entries.find(register(), record.id()).orElseThrow();
  }

  private LocalDate due(RecordRef record) {
    return TimeLeft.due(register(), entry(record)).orElseThrow();
  }

  private Term term(RecordRef record) {
    return terms.find(register(), record.id(), limit()).orElseThrow();
  }

  private long notices(Actor.Staff person) {
    return db.sql("select count(*) from today.notice where person = ?")
        .param(person.id())
        .query(Long.class)
        .single();
  }

  @Test
  void theDayIsCountedInWorkingDaysWithThoseThatAreMadeUp() {
    // Tuesday to Friday, and the Saturday that is worked.
    assertThat(due(mending("重大", MONDAY))).isEqualTo(LocalDate.of(2026, 2, 14));
    // Then nine days off; the 28th is a made-up Saturday too.
    assertThat(due(mending("一般", MONDAY))).isEqualTo(LocalDate.of(2026, 3, 6));
  }

  @Test
  void nobodyTypesTheDayThatATimeLimitFills() {
    var record = mending("重大", MONDAY);
    assertThat(register().given("due_on")).isTrue();
    var entered =
        keeping.add(
            "rectification",
            new Written(
                org,
                Map.of(
                    "problem",
                    "坑槽",
                    "site",
                    "路",
                    "severity",
                    "一般",
                    "found_on",
                    "2026-02-09",
                    "due_on",
                    "2030-01-01"),
                "",
                "",
                false),
            clerk,
            Reason.of("登记"));
    assertThat(entry(entered).values()).doesNotContainKey("due_on");
    assertThat(due(record)).isNotNull();
  }

  @Test
  void aPauseShiftsTheDayByItsWorkingDaysAndBeyondItsLimitTimeCountsAgain() {
    var record = mending("重大", MONDAY);
    bring(record, "halt", MONDAY.plusDays(1));
    assertThat(term(record).due(limit(), MONDAY.plusDays(2)).running()).isFalse();
    assertThat(TimeLeft.of(register(), entry(record), MONDAY.plusDays(2)))
        .hasValueSatisfying(left -> assertThat(left.label().chinese()).isEqualTo("暂停计时"));
    bring(record, "resume", MONDAY.plusDays(3));
    // Two working days more than the 14th, with the festival's nine days off between.
    assertThat(due(record)).isEqualTo(LocalDate.of(2026, 2, 25));

    var long_ = mending("重大", MONDAY);
    bring(long_, "halt", MONDAY);
    // Ten working days after the 9th, of which the 28th is made up; then five more.
    rounds.round(LocalDate.of(2026, 3, 20));
    assertThat(due(long_)).isEqualTo(LocalDate.of(2026, 3, 6));
    assertThat(steps.of(register(), long_.id()).getFirst())
        .satisfies(step -> {
          assertThat(step.deed()).isEqualTo(Steps.RECOUNTED);
          assertThat(step.why()).contains("暂停已满上限");
        });
    bring(long_, "resume", LocalDate.of(2026, 3, 20));
    assertThat(due(long_)).isEqualTo(LocalDate.of(2026, 3, 6));
  }

  @Test
  void itIsExtendedOnceByWhoMayWithAReasonAndNotAfterItIsLate() {
    var record = mending("重大", MONDAY);
    var seen = entry(record).revision();
    assertThatThrownBy(() -> extend(record, seen, clerk, MONDAY, "雨"))
        .isInstanceOf(Forbidden.class);
    assertThatThrownBy(() -> extend(record, seen, reviewer, MONDAY, " "))
        .isInstanceOf(WrongField.class);
    assertThatThrownBy(() -> extend(record, seen, reviewer, LocalDate.of(2026, 2, 24), "构件未到"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("已超期");
    assertThat(due(record)).isEqualTo(LocalDate.of(2026, 2, 14));
    extend(record, seen, reviewer, MONDAY, "构件未到");
    assertThat(due(record)).isEqualTo(LocalDate.of(2026, 2, 28));
    assertThat(steps.of(register(), record.id()).getFirst())
        .satisfies(step -> {
          assertThat(step.deed()).isEqualTo(Steps.EXTENDED);
          assertThat(step.changes().get("due_on")).containsExactly("2026-02-14", "2026-02-28");
        });
    assertThatThrownBy(() -> extend(record, seen + 1, reviewer, MONDAY, "再延"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("已经延期一次");
  }

  private void extend(RecordRef record, int seen, Actor actor, LocalDate day, String why) {
    timing.extend(record, register(), "mend", OptionalInt.of(seen), day, actor, Reason.of(why));
  }

  @Test
  void ofTwoWhoExtendAtOnceOneDoes() throws Exception {
    for (int round = 0; round < 5; round++) {
      var record = mending("重大", MONDAY);
      var told =
          atOnce(() ->
              timing.extend(
                  record,
                  register(),
                  "mend",
                  OptionalInt.empty(),
                  MONDAY,
                  reviewer,
                  Reason.of("构件未到")));
      assertThat(told).isEqualTo(1);
      assertThat(due(record)).isEqualTo(LocalDate.of(2026, 2, 28));
    }
  }

  /** How many of two were told no. */
  private static int atOnce(Runnable deed) throws Exception {
    var barrier = new CyclicBarrier(2);
    var refused = new AtomicInteger();
    try (var both = Executors.newFixedThreadPool(2)) {
      var work = new ArrayList<Future<?>>();
      for (int i = 0; i < 2; i++) {
        work.add(
            both.submit(() -> {
              barrier.await(10, TimeUnit.SECONDS);
              try {
                deed.run();
              } catch (Refusal no) {
                refused.incrementAndGet();
              }
              return null;
            }));
      }
      for (var each : work) {
        each.get(30, TimeUnit.SECONDS);
      }
    }
    return refused.get();
  }

  @Test
  void aDayBeyondTheNewYearIsProvisionalUntilItsHolidaysArePublished() {
    var year = calendars.usual().published().lastKey();
    var record = mending("一般", LocalDate.of(year, 12, 21));
    assertThat(term(record).unpublished()).hasValue(year + 1);
    var before = due(record);
    rounds.round(LocalDate.of(year, 12, 22));
    assertThat(due(record)).as("nothing was published").isEqualTo(before);

    var published = new ArrayList<>(calendars.usual().published().values());
    var off = new TreeMap<LocalDate, String>();
    LocalDate.of(year + 1, 1, 1)
        .datesUntil(LocalDate.of(year + 1, 1, 9))
        .forEach(day -> off.put(day, "元旦"));
    published.add(new WorkYear(year + 1, "国办发明电〔" + year + "〕7号", off, new TreeSet<>()));
    var calendar =
        new WorkCalendar(
            EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
            Map.of(MonthDay.of(1, 1), "元旦"),
            published);
    var now = with(limit(), calendar);
    assertThat(timing.unsettled(register(), now, LocalDate.of(year, 12, 22)))
        .extracting(Term::record)
        .contains(record.id());
    timing.recount(register(), now, record.id(), LocalDate.of(year, 12, 22), PRODUCT);
    assertThat(due(record)).isAfter(before);
    assertThat(term(record).unpublished()).isEmpty();
    var traced = steps.of(register(), record.id()).getFirst();
    assertThat(traced.why()).contains("放假安排已公布").contains(before.toString());
    // Frozen from here on, whatever is corrected in the calendar.
    var final_ = due(record);
    timing.recount(register(), limit(), record.id(), LocalDate.of(year, 12, 23), PRODUCT);
    assertThat(due(record)).isEqualTo(final_);
  }

  private static TimeLimit with(TimeLimit limit, WorkCalendar calendar) {
    return new TimeLimit(
        limit.id(),
        limit.start(),
        limit.stops(),
        limit.by(),
        limit.lengths(),
        calendar,
        limit.fills(),
        limit.pausing(),
        limit.extending(),
        limit.calls());
  }

  @Test
  void remindersAndEscalationsAreToldOnceAlsoByTwoServersAtOnce() throws Exception {
    var record = mending("重大", MONDAY);
    rounds.round(MONDAY);
    assertThat(notices(mender)).isZero();
    for (int i = 0; i < 3; i++) {
      var _ =
          atOnce(() -> calling.call(register(), limit(), record.id(), LocalDate.of(2026, 2, 11)));
    }
    assertThat(notices(mender)).isEqualTo(1);
    assertThat(notices(reviewer)).isZero();
    // Two are missed while no server runs; the mender is told the latest of them, and the reviewer.
    for (int i = 0; i < 3; i++) {
      var _ =
          atOnce(() -> calling.call(register(), limit(), record.id(), LocalDate.of(2026, 2, 26)));
    }
    assertThat(notices(mender)).isEqualTo(2);
    assertThat(notices(reviewer)).isEqualTo(1);
    assertThat(
            db.sql("select chinese from today.notice where person = ?")
                .param(reviewer.id())
                .query(String.class)
                .single())
        .startsWith("督办：整改通知书台账“护栏缺失”整改期限（2026-02-14，超期 ");
    bring(record, "submit", LocalDate.of(2026, 2, 26));
    bring(record, "pass", LocalDate.of(2026, 2, 26));
    calling.call(register(), limit(), record.id(), LocalDate.of(2026, 3, 26));
    assertThat(notices(mender)).isEqualTo(2);
  }

  @Test
  void lampsGoByWorkingDaysAndWhatWasLateStaysKnown() {
    var record = mending("重大", MONDAY);
    assertThat(TimeLeft.of(register(), entry(record), LocalDate.of(2026, 2, 11)))
        .hasValueSatisfying(left -> {
          assertThat(left.label().chinese()).isEqualTo("剩 3 个工作日");
          assertThat(left.lamp()).isEqualTo(Lamp.AMBER);
        });
    // Ten days after the 14th, of which nine were the festival's.
    assertThat(TimeLeft.of(register(), entry(record), LocalDate.of(2026, 2, 24)))
        .hasValueSatisfying(left -> {
          assertThat(left.label().chinese()).isEqualTo("超期 1 个工作日");
          assertThat(left.lamp()).isEqualTo(Lamp.RED);
        });
    bring(record, "submit", LocalDate.of(2026, 2, 25));
    bring(record, "pass", LocalDate.of(2026, 2, 25));
    assertThat(String.valueOf(entry(record).values().get("late"))).isEqualTo("2");
    assertThat(TimeLeft.of(register(), entry(record), LocalDate.of(2026, 3, 25))).isEmpty();
  }

  @Test
  void whoStandsInDoesItAndItIsShownForWhomButDoesNotCheckOwnWork() {
    var deputy = staff("reviewer");
    var record = notice("重大", LocalDate.of(2026, 2, 9));
    bring(record, "issue", MONDAY);
    bring(record, "assign", MONDAY);
    assertThat(work.of(deputy, MONDAY)).noneMatch(item -> item.href().endsWith("/" + record.id()));
    delegate(mender, deputy);
    assertThat(work.of(deputy, MONDAY))
        .filteredOn(item -> item.href().endsWith("/" + record.id()))
        .singleElement()
        .satisfies(item -> assertThat(item.why().chinese()).contains("代 " + mender.name()));
    moving.move(
        record, "submit", OptionalInt.empty(), Map.of("measures", "已加装"), deputy, Reason.of(""));
    var done = steps.of(register(), record.id()).getFirst();
    assertThat(done.actor()).isEqualTo(deputy.name());
    assertThat(done.behalf()).isEqualTo(mender.name());
    assertThatThrownBy(
            () -> moving.move(record, "pass", OptionalInt.empty(), Map.of(), deputy, Reason.of("")))
        .isInstanceOf(Forbidden.class);
    moving.move(record, "pass", OptionalInt.empty(), Map.of(), reviewer, Reason.of(""));
    assertThat(steps.of(register(), record.id()).getFirst().behalf()).isEmpty();
  }

  @Test
  void whoDoesItForTheMenderIsRefusedTheCheckInTheMendersName() {
    var both = staff("reviewer");
    var record = mending("重大", MONDAY);
    // The mender checks too, and is away; who stands in for the mender checks no work of the
    // mender.
    db.sql(
            "insert into identity.held_role (seat, role, first_day) select id, 'reviewer', '2020-01-01' from identity.seat where person = ?")
        .param(mender.id())
        .update();
    db.sql(
            "delete from identity.held_role where seat in (select id from identity.seat where person = ?)")
        .param(both.id())
        .update();
    delegate(mender, both);
    bring(record, "submit", MONDAY);
    assertThatThrownBy(
            () -> moving.move(record, "pass", OptionalInt.empty(), Map.of(), both, Reason.of("")))
        .isInstanceOf(Forbidden.class)
        .hasMessageContaining("须由他人办理");
  }

  private void delegate(Actor.Staff from, Actor.Staff to) {
    db.sql(
            """
            insert into identity.delegation (seat, delegate, first_day, last_day, why)
            select id, ?, '2020-01-01', '2099-01-01', '休假' from identity.seat where person = ?
            """)
        .params(to.id(), from.id())
        .update();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "start: issue, stop: pass, fills: due_on, length: 15; 期限写作 15wd",
        "start: issue, stop: pass, fills: due_on, length: {by: severity, 一般: 15wd}; 没有写期限：重大",
        "start: issue, stop: pass, fills: due_on, length: {by: severity, 一船: 15wd}; 是否为 一般",
        "start: issue, stop: pass, fills: due_on, length: {by: mender, 一般: 15wd}; by 须为选择字段",
        "start: isue, stop: pass, fills: due_on, length: 15wd; 是否为 issue",
        "start: issue, stop: pass, fills: found_on, length: 15wd; 不能必填",
        "start: issue, stop: pass, fills: mender, length: 15wd; fills 须为日期字段",
        "start: issue, stop: pass, fills: due_on, length: 15wd, remind: {-3: mender}; 提醒写作 -3wd",
        "start: issue, stop: pass, fills: due_on, length: 15wd, remind: {-3wd: mendr}; 是否为 mender",
        "start: issue, stop: pass, fills: due_on, length: 15wd, pause: {while: mendin}; 是否为 mending",
      })
  void aWrongClockIsNamedWithFileAndLine(String clock, String message, @TempDir Path folder)
      throws IOException {
    var guide = Files.readString(Path.of("..", "docs", "registers.md"));
    var begin = guide.indexOf("```yaml\n") + "```yaml\n".length();
    var own =
        new OwnPacks(folder)
            .put(
                "registers/guide.yaml",
                guide
                    .substring(begin, guide.indexOf("```", begin))
                    .replace("register: rectification ", "register: guide ")
                    .replaceAll("  mend: \\{start.*\n", "  mend: {" + clock + "}\n"));
    assertThatThrownBy(() ->
            new Registers(
                own.packs(), new Measures(Packs.builtIn()), new WorkCalendars(Packs.builtIn())))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining(message)
        .hasMessageContaining("guide.yaml:");
  }
}
