package cn.tongtu.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.calendar.WorkCalendars;
import cn.tongtu.ledger.Measures;
import cn.tongtu.pack.OwnPacks;
import cn.tongtu.pack.Packs;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Mistakes;
import cn.tongtu.shared.StartupProblem;
import cn.tongtu.testkit.TestDatabase;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A definition changes: what only adds by itself, the rest when asked for, nothing is lost. */
class PublishingTest {
  private static final WorkCalendars CALENDARS = new WorkCalendars(Packs.builtIn());
  private static final String FIRST =
      """
      register: hole
      label: 坑槽
      english: Holes
      title: name
      fields:
        name: {label: 名称, english: Name, type: text, unique: true}
        kind: {label: 类别, english: Kind, type: choice, of: [小坑, 大坑, 其他], required: true}
        cost: {label: 费用, english: Cost, type: quantity, unit: 万元}
        seen: {label: 发现, english: Seen, type: date}
      states:
        open: {label: 未修, english: Open}
        held: {label: 暂缓, english: Held}
        done: {label: 已修, english: Done, final: true}
      moves:
        hold: {label: 暂缓, english: Hold, from: [open], to: held}
        mend: {label: 修补, english: Mend, from: [open, held], to: done}
      posts:
        - {measure: hole.found, on: seen, quantity: 1, dimensions: {kind: kind}}
      """;

  @TempDir Path folder;
  private final TestDatabase database = TestDatabase.fresh();
  private final Entries entries = Published.entries(database);
  private final Definitions definitions = new Definitions(database.jdbc());

  @BeforeEach
  void measure() throws IOException {
    new OwnPacks(folder)
        .put(
            "measures/hole.yaml",
            """
            measures:
              hole.found: {label: 坑槽, english: Holes, kind: flow, unit: 处, dimensions: {kind: any}}
              hole.mended: {label: 修补, english: Mended, kind: flow, unit: 处, dimensions: {kind: any}}
            """);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Registers declared(String text) {
    try {
      var own = new OwnPacks(folder).put("registers/hole.yaml", text);
      return new Registers(own.packs(), new Measures(own.packs()), CALENDARS);
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private Register publish(String text, String note) {
    var registers = declared(text);
    Published.tables(registers, database, new Measures(Packs.builtInAnd(folder)), note)
        .afterPropertiesSet();
    return registers.get("hole");
  }

  private void refused(String text, String note, String... says) {
    assertThatThrownBy(() -> publish(text, note))
        .isInstanceOf(StartupProblem.class)
        .satisfies(problem -> assertThat(problem.getMessage()).contains(says));
  }

  private long hole(Register register, String name, String kind) {
    return entries.add(
        register,
        Entry.begun(
            register,
            "one",
            Map.of(
                "name",
                name,
                register.fields().containsKey("kind") ? "kind" : "size",
                kind,
                "cost",
                new BigDecimal("3.5"),
                "seen",
                LocalDate.of(2026, 3, 1)),
            "",
            "",
            false));
  }

  private Entry entry(Register register, long id) {
    return entries.find(register, id).orElseThrow();
  }

  private int under(long id) {
    return definitions.under(declared(FIRST).get("hole"), id).orElseThrow();
  }

  /** What the ledger holds of a kind because of these records. */
  private long held(String measure, String kind) {
    return database
        .jdbc()
        .sql(
            "select coalesce(sum(quantity), 0) / 10000 from ledger.posting where measure = ? and members ->> 'kind' = ?")
        .params(measure, kind)
        .query(Long.class)
        .single();
  }

  @Test
  void whatOnlyAddsIsPublishedByItselfAndEachRecordKeepsTheVersionItWasMadeUnder() {
    var first = publish(FIRST, "");
    var old = hole(first, "甲", "小坑");
    assertThat(publish(FIRST, "").fields()).hasSize(4);
    assertThat(definitions.of("hole")).hasSize(1);

    var second =
        publish(
            FIRST
                .replace("states:", "  depth: {label: 深度, english: Depth, type: integer}\nstates:")
                .replace("大坑,", "大坑, 边坑,"),
            "");
    var fresh = hole(second, "乙", "边坑");
    assertThat(definitions.of("hole"))
        .extracting(Definitions.Version::version)
        .containsExactly(2, 1);
    assertThat(definitions.of("hole").getFirst().changes())
        .extracting(Label::chinese)
        .containsExactly("+ 新增选项 边坑 类别", "+ 新增字段 depth 深度");
    assertThat(under(old)).isEqualTo(1);
    assertThat(under(fresh)).isEqualTo(2);
  }

  @Test
  void whatIsRenamedNeedsAWordAndKeepsAllThatIsThere() {
    var first = publish(FIRST, "");
    var id = hole(first, "甲", "小坑");
    var made =
        entry(first, id)
            .moved(
                first.life().move("hold").orElseThrow(),
                new Entry.Step(LocalDate.of(2026, 3, 2), Optional.of(7L), Optional.empty()));
    entries.put(first, made);
    var renamed =
        FIRST
            .replace("kind: {label: 类别", "size: {was: kind, label: 类别")
            .replace("[小坑,", "[{word: 浅坑, was: 小坑},")
            .replace("held: {", "waiting: {was: held, ")
            .replace("to: held}", "to: waiting}")
            .replace("hold: {", "defer: {was: hold, ")
            .replace("[open, held]", "[open, waiting]")
            .replace("{kind: kind}", "{kind: size}");
    refused(
        renamed,
        "",
        "./tongtu registers publish --note",
        "→ 改编号字段 kind → size 类别，1 条记录",
        "小坑 → 浅坑",
        "held → waiting",
        "hold → defer");
    assertThat(entries.find(first, id)).isPresent();

    var second = publish(renamed, "统一叫法");
    var now = entry(second, id);
    assertThat(now.values()).containsEntry("size", "浅坑").containsEntry("name", "甲");
    assertThat(now.state()).isEqualTo("waiting");
    assertThat(now.steps()).containsOnlyKeys("defer");
    assertThat(held("hole.found", "浅坑")).isEqualTo(1);
    assertThat(held("hole.found", "小坑")).isZero();
    assertThat(definitions.of("hole").getFirst().note()).isEqualTo("统一叫法");

    var saved = new EntrySearch(second, "", "", "held", Map.of("kind", "小坑"), "-kind");
    assertThat(entries.count(second, saved, 10)).isEqualTo(1);
    assertThat(second.fieldCalled("kind")).map(Field::id).hasValue("size");
    assertThat(publish(renamed, "").fields()).containsKey("size");
  }

  @Test
  void aRegisterIsRenamedAndFoundByBothNames() {
    var id = hole(publish(FIRST, ""), "甲", "小坑");
    var renamed = FIRST.replace("register: hole", "register: pothole\nwas: hole");
    refused(renamed, "", "hole → pothole");
    var register = publish(renamed, "改名");
    assertThat(register.id()).isEqualTo("hole");
    assertThat(declared(renamed).find("pothole")).isPresent();
    assertThat(entry(register, id).values()).containsEntry("name", "甲");
    refused(FIRST.replace("register: hole", "register: other"), "随意", "was: hole");
  }

  @Test
  void whatIsTakenOutOfUseIsStillShownAndGivenToNothingMore() {
    var first = publish(FIRST, "");
    var id = hole(first, "甲", "其他");
    entries.put(
        first,
        entry(first, id)
            .moved(
                first.life().move("hold").orElseThrow(),
                new Entry.Step(LocalDate.of(2026, 3, 2), Optional.empty(), Optional.empty())));
    var retired =
        FIRST
            .replace("其他]", "{word: 其他, retired: true}]")
            .replace("unit: 万元}", "unit: 万元, retired: true}")
            .replace(
                "held: {label: 暂缓, english: Held}",
                "held: {label: 暂缓, english: Held, retired: true}")
            .replace("  hold: {label: 暂缓, english: Hold, from: [open], to: held}\n", "");
    refused(retired, "", "停用选项 其他", "停用字段 cost", "停用状态 held", "删除办理动作 hold");
    var second = publish(retired, "清理");
    var now = entry(second, id);
    assertThat(now.values())
        .containsEntry("kind", "其他")
        .containsEntry("cost", new BigDecimal("3.5"));
    assertThat(second.life().state(now).orElseThrow().label().chinese()).isEqualTo("暂缓");
    assertThat(second.given("cost")).isTrue();

    var checking = new Checking(second, Published.noNames());
    var mistakes = new Mistakes();
    var _ = checking.after(now, Map.of("kind", "其他", "name", "乙"), _ -> false, mistakes);
    assertThat(mistakes.none()).isTrue();
    var _ =
        checking.after(
            Entry.begun(second, "one", Map.of(), "", "", false),
            Map.of("kind", "其他"),
            _ -> false,
            mistakes);
    assertThat(mistakes.found().get("kind"))
        .extracting(Label::chinese)
        .asString()
        .contains("“其他”已停用，请改选 小坑 大坑");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "cost: {label: 费用, english: Cost, type: quantity, unit: 万元}\\n  seen; seen; 删除字段 cost 费用，1 条记录：请放回该字段并写 retired: true",
        ", 其他]; ]; 删除选项 其他 类别，1 条记录",
        "type: quantity, unit: 万元; type: date; 请恢复原来的类型，或写 convert: read",
        "type: quantity, unit: 万元; type: 'date, convert: read'; 有 1 条不能按新类型读入（#1 “3.5 万元”）",
        "type: quantity, unit: 万元; type: 'person, convert: read'; 不能转换为此类字段",
        "type: text, unique; type: 'choice, of: [丙], unique'; 删除选项 甲 名称，1 条记录",
      })
  void whatWouldLoseOrMisreadWhatIsHeldIsRefusedAlsoWhenAskedFor(
      String text, String other, String says) {
    var _ = hole(publish(FIRST, ""), "甲", "其他");
    var changed = FIRST.replace(text.replace("\\n", "\n"), other.replace("'", ""));
    assertThat(changed).isNotEqualTo(FIRST);
    refused(changed, "一定要", says);
    assertThat(definitions.of("hole")).hasSize(1);
  }

  @Test
  void aStateInWhichRecordsStandIsNotDropped() {
    var first = publish(FIRST, "");
    var id = hole(first, "甲", "小坑");
    entries.put(
        first,
        entry(first, id)
            .moved(
                first.life().move("hold").orElseThrow(),
                new Entry.Step(LocalDate.of(2026, 3, 2), Optional.empty(), Optional.empty())));
    refused(
        FIRST
            .replace("  held: {label: 暂缓, english: Held}\n", "")
            .replace("  hold: {label: 暂缓, english: Hold, from: [open], to: held}\n", "")
            .replace("[open, held]", "[open]"),
        "清理",
        "删除状态 held 暂缓，1 条记录：请放回该状态并写 retired: true");
  }

  @Test
  void whatHoldsNothingMayGoByItselfAndItsColumnStays() {
    var _ = publish(FIRST, "");
    var _ =
        publish(
            FIRST.replace("  cost: {label: 费用, english: Cost, type: quantity, unit: 万元}\n", ""),
            "");
    assertThat(new Holdings(database.jdbc()).columns().get("r_hole")).containsKey("cost");
    assertThat(definitions.of("hole").getFirst().changes())
        .extracting(Label::chinese)
        .containsExactly("− 删除字段 cost 费用");
  }

  @Test
  void aTypeIsChangedByReadingWhatIsThereAnewBesideTheOldColumn() {
    var first = publish(FIRST, "");
    var ids = List.of(hole(first, "甲", "小坑"), hole(first, "乙", "大坑"));
    var money = FIRST.replace("type: quantity, unit: 万元", "type: money, unit: 万元, convert: read");
    refused(money, "", "改类型字段 quantity 万元 → cost money，2 条记录");
    var second = publish(money, "费用按金额");
    for (var id : ids) {
      assertThat((BigDecimal) entry(second, id).values().get("cost")).isEqualByComparingTo("35000");
    }
    assertThat(new Holdings(database.jdbc()).columns().get("r_hole"))
        .containsEntry("cost", "money")
        .containsEntry("_was_cost_2", "quantity 万元");
    assertThat(publish(money, "").fields()).hasSize(4);
    assertThat(definitions.of("hole")).hasSize(2);
  }

  @Test
  void otherPostsSettleTheRecordsAgainAndNeedAWord() {
    var first = publish(FIRST, "");
    var _ = hole(first, "甲", "小坑");
    var other = FIRST.replace("hole.found", "hole.mended");
    refused(other, "", "修改规则 posts，1 条记录");
    var _ = publish(other, "改记修补数");
    assertThat(held("hole.mended", "小坑")).isEqualTo(1);
    assertThat(held("hole.found", "小坑")).isZero();
  }

  @Test
  void whatDiedHalfwayIsDoneAgain() {
    var first = publish(FIRST, "");
    var id = hole(first, "甲", "小坑");
    database.jdbc().sql("alter table register.r_hole rename column kind to size").update();
    database.jdbc().sql("alter table register.r_hole add column _new_cost numeric").update();
    var second =
        publish(
            FIRST
                .replace("kind: {label: 类别", "size: {was: kind, label: 类别")
                .replace("{kind: kind}", "{kind: size}")
                .replace("type: quantity, unit: 万元", "type: money, unit: 万元, convert: read"),
            "接着做");
    assertThat(entry(second, id).values()).containsEntry("size", "小坑");
    assertThat((BigDecimal) entry(second, id).values().get("cost")).isEqualByComparingTo("35000");
  }

  @Test
  void whatWasKeptBeforeThereWereVersionsIsTakenAsItStands() {
    var first = publish(FIRST, "");
    var _ = hole(first, "甲", "其他");
    database.jdbc().sql("alter table register.definition disable trigger user").update();
    database.jdbc().sql("delete from register.definition").update();
    var _ = publish(FIRST, "");
    assertThat(definitions.of("hole"))
        .singleElement()
        .satisfies(version -> assertThat(version.version()).isEqualTo(1));
    database.jdbc().sql("delete from register.definition").update();
    refused(FIRST.replace(", 其他]", "]"), "", "删除选项 其他");
    refused(
        FIRST.replace("  cost: {label: 费用, english: Cost, type: quantity, unit: 万元}\n", ""),
        "",
        "删除字段 cost");
  }

  @Test
  void aVersionIsNeitherChangedNorTakenAway() {
    var _ = publish(FIRST, "");
    for (var deed :
        List.of("update register.definition set note = 'x'", "delete from register.definition")) {
      assertThatThrownBy(() -> database.jdbc().sql(deed).update()).hasMessageContaining("只增不改");
    }
  }

  @Test
  void twoVersionsDifferLineByLine() {
    assertThat(TextDiff.around("a\nb\nc\nd\ne", "a\nb\nx\nd\ne", 1))
        .singleElement()
        .satisfies(group ->
            assertThat(group)
                .extracting(line -> line.kind().sign + line.text())
                .containsExactly(" b", "−c", "+x", " d"));
  }

  /** The list's index holds what stands at its foot, and follows when there is more to add up. */
  @Test
  void theIndexOfTheListHasItsSumsBesideIt() {
    var _ = publish(FIRST, "");
    assertThat(lists())
        .singleElement()
        .asString()
        .endsWith("(org, _state, id DESC) INCLUDE (cost)");
    var _ =
        publish(
            FIRST.replace(
                "states:", "  depth: {label: 深度, english: Depth, type: integer}\nstates:"),
            "");
    assertThat(lists())
        .singleElement()
        .asString()
        .endsWith("(org, _state, id DESC) INCLUDE (cost, depth)");
  }

  private List<String> lists() {
    return database
        .jdbc()
        .sql("select indexdef from pg_indexes where indexname like 'r\\_hole\\_whose%'")
        .query(String.class)
        .list();
  }

  /**
   * There is no code by which a table, a column or what it holds could be taken away. Records that
   * are withdrawn with their import leave by the one statement that keeps them whole.
   */
  @Test
  void nothingInTheModuleTakesATableOrColumnAway() throws IOException {
    var taking =
        Pattern.compile(
            "drop\\s+(table|column|schema)|truncate\\s+(table\\s+)?(register|%)|alter\\s+column|delete\\s+from\\s+(register\\.r_|%)",
            Pattern.CASE_INSENSITIVE);
    assertThat(taking.matcher("alter table x drop column y").find()).isTrue();
    for (var place :
        List.of("src/main/java/cn/tongtu/register", "src/main/resources/db/migration/register")) {
      try (var files = Files.walk(Path.of(place))) {
        for (var file : files.filter(Files::isRegularFile).toList()) {
          var text = Files.readString(file);
          if (file.endsWith("Withdrawn.java")) {
            text =
                text.replace(
                    "with gone as (delete from %s t where id = any (?) returning id, to_jsonb(t) as held)",
                    "");
          }
          assertThat(taking.matcher(text).find()).as(file.toString()).isFalse();
        }
      }
    }
  }
}
