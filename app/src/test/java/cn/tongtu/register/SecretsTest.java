package cn.tongtu.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.calendar.WorkCalendars;
import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Organisations;
import cn.tongtu.identity.PersonalData;
import cn.tongtu.ledger.Measures;
import cn.tongtu.ledger.Reason;
import cn.tongtu.pack.OwnPacks;
import cn.tongtu.pack.Packs;
import cn.tongtu.register.RegisterKeeping.Written;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.BadParameter;
import cn.tongtu.shared.Forbidden;
import cn.tongtu.shared.Mistakes;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.WrongField;
import cn.tongtu.testkit.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A telephone number in a register: encrypted, masked everywhere, shown for a reason that stays.
 */
@SpringBootTest(properties = "spring.application.name=closing") // Without the sample.
class SecretsTest {
  private static final String PHONE = "13900001234";
  private static final WorkCalendars CALENDARS = new WorkCalendars(Packs.builtIn());
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  @Autowired RegisterKeeping keeping;
  @Autowired Registers registers;
  @Autowired RegisterRecords records;
  @Autowired Entries entries;
  @Autowired Steps steps;
  @Autowired Secrets secrets;
  @Autowired SheetRows sheets;
  @Autowired BulkEntries bulk;
  @Autowired PersonalData personal;
  @Autowired Organisations organisations;
  @Autowired JdbcClient db;

  private String org = "";
  private Register teams;
  private RecordRef team = new RecordRef("register.emergency_team", 0);

  @BeforeEach
  void team() {
    teams = registers.get("emergency_team");
    org = "secret" + NUMBERS.incrementAndGet();
    organisations.put(new Organisation(org, org, org));
    team = keeping.add("emergency_team", written(PHONE), clerk(), Reason.of("登记"));
  }

  private Written written(String phone) {
    return new Written(
        org,
        Map.of(
            "name",
            "一队",
            "kind",
            "公路抢通",
            "leader",
            "甲某",
            "phone",
            phone,
            "formed_on",
            "2025-03-01",
            "members",
            "9"),
        "",
        "",
        false);
  }

  private Actor.Staff clerk() {
    return staff("clerk", org);
  }

  private Actor.Staff staff(String role, String of) {
    var name = "secret" + NUMBERS.incrementAndGet();
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
        .params(person, of, role)
        .update();
    return new Actor.Staff(person, name, Optional.empty(), "10.1.1.1");
  }

  private Entry entry() {
    return entries.find(teams, team.id()).orElseThrow();
  }

  private String kept() {
    return new String(
        db.sql("select phone from register.r_emergency_team where id = ?")
            .param(team.id())
            .query(byte[].class)
            .single(),
        StandardCharsets.ISO_8859_1);
  }

  @Test
  void itIsEncryptedAtRestAndMaskedWhereverARecordIsTold() {
    assertThat(kept()).doesNotContain(PHONE);
    assertThat(entry().toString()).doesNotContain(PHONE);
    assertThat(records.card(team).orElseThrow().lines().toString())
        .contains(Secret.MASK)
        .doesNotContain(PHONE);
    assertThat(steps.of(teams, team.id()).toString()).doesNotContain(PHONE);
    assertThat(
            db.sql(
                    "select coalesce(string_agg(coalesce(before::text, '') || after::text, ''), '') from identity.audit where record_id = ? and record_kind = ?")
                .params(team.id(), team.kind())
                .query(String.class)
                .single())
        .contains("phone")
        .doesNotContain(PHONE);
    assertThat(rows((_, _) -> Optional.empty())).contains(Secret.MASK).doesNotContain(PHONE);
  }

  private String rows(BiFunction<Entry, String, Optional<String>> reading) {
    var rows = new ArrayList<String>();
    sheets.each(
        new EntrySearch(teams, "", org, "", Map.of(), ""),
        "all",
        reading,
        row -> rows.add(row.toString()));
    return String.join("\n", rows);
  }

  @Test
  void itIsNeitherFoundNorSortedBy() {
    assertThat(entries.count(teams, new EntrySearch(teams, PHONE, org, "", Map.of(), ""), 9))
        .isZero();
    assertThatThrownBy(() ->
            entries.count(
                teams, new EntrySearch(teams, "", org, "", Map.of("phone", PHONE), ""), 9))
        .isInstanceOf(BadParameter.class)
        .hasMessageContaining("敏感内容");
    assertThatThrownBy(() -> new EntrySearch(teams, "", org, "", Map.of(), "-phone"))
        .isInstanceOf(BadParameter.class);
  }

  @Test
  void whoMayReadsItForAReasonThatStaysAndNobodyElseDoes() {
    assertThatThrownBy(() -> secrets.reveal(team, "phone", "打电话", clerk()))
        .isInstanceOf(Forbidden.class);
    var elsewhere = "secret" + NUMBERS.incrementAndGet();
    organisations.put(new Organisation(elsewhere, elsewhere, elsewhere));
    assertThatThrownBy(() -> secrets.reveal(team, "phone", "打电话", staff("reviewer", elsewhere)))
        .isInstanceOf(Forbidden.class);
    var reviewer = staff("reviewer", org);
    assertThatThrownBy(() -> secrets.reveal(team, "phone", " ", reviewer))
        .isInstanceOf(WrongField.class);
    assertThat(noted(reviewer)).isEmpty();
    assertThat(secrets.reveal(team, "phone", "通知集结", reviewer)).isEqualTo(PHONE);
    assertThat(noted(reviewer)).containsExactly("查看队长电话：通知集结");
  }

  private List<String> noted(Actor.Staff reader) {
    return db.sql("select why from identity.audit where kind = 'READ' and person = ?")
        .param(reader.id())
        .query(String.class)
        .list();
  }

  @Test
  void theMaskLeavesItAndAnotherNumberTakesItsPlace() {
    var before = kept();
    keeping.correct(team, Map.of("phone", Secret.MASK, "leader", "乙某"), clerk(), Reason.of("换队长"));
    assertThat(kept()).isEqualTo(before);
    assertThatThrownBy(
            () -> keeping.correct(team, Map.of("phone", "139••••0000"), clerk(), Reason.of("改")))
        .hasMessageContaining("不要保留掩码");
    assertThatThrownBy(() -> keeping.correct(team, Map.of("phone", "110"), clerk(), Reason.of("改")))
        .hasMessageContaining("11 位手机号");
    keeping.correct(team, Map.of("phone", "13900005678"), clerk(), Reason.of("换号"));
    assertThat(secrets.reveal(team, "phone", "核对", staff("reviewer", org)))
        .isEqualTo("13900005678");
    assertThat(steps.of(teams, team.id()).getFirst().changes())
        .containsEntry("phone", List.of(Secret.MASK, Secret.MASK + "（新填）"));
  }

  @Test
  void writtenInBulkItIsEncryptedAlike() {
    var mistakes = new Mistakes();
    var fields = new HashMap<>(written("13900007777").fields());
    fields.put("name", "二队");
    var fresh =
        keeping
            .checking(teams)
            .after(
                Entry.begun(teams, org, Map.of(), "", "", false),
                fields,
                Field::required,
                mistakes);
    assertThat(mistakes.none()).isTrue();
    var kept = bulk.add(teams, List.of(fresh)).getFirst();
    team = new RecordRef(team.kind(), kept.id());
    assertThat(kept()).doesNotContain("13900007777");
    assertThat(secrets.reveal(team, "phone", "核对", staff("reviewer", org)))
        .isEqualTo("13900007777");
  }

  @Test
  void exportedItIsMaskedButForWhoMayAndSaysWhy() {
    var reviewer = staff("reviewer", org);
    assertThat(rows(secrets.reading(teams, "防汛花名册", reviewer))).contains(PHONE);
    assertThatThrownBy(() -> secrets.reading(teams, "", reviewer)).isInstanceOf(WrongField.class);
    assertThatThrownBy(() -> secrets.reading(teams, "想看", clerk())).isInstanceOf(Forbidden.class);
    var elsewhere = "secret" + NUMBERS.incrementAndGet();
    organisations.put(new Organisation(elsewhere, elsewhere, elsewhere));
    assertThat(rows(secrets.reading(teams, "想看", staff("reviewer", elsewhere))))
        .doesNotContain(PHONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "phone: {label: 电话, english: Phone, type: text, sensitive: true, unique: true}; 敏感字段不能用 unique",
        "phone: {label: 电话, english: Phone, type: text, sensitive: true, default: 1}; 敏感字段不能用 default",
        "phone: {label: 电话, english: Phone, type: integer, sensitive: true}; sensitive 只用于文本字段",
        "phone: {label: 电话, english: Phone, type: text, sensitive: true, computed: name}; 敏感字段不能用 computed",
        "'phone: {label: 电话, english: Phone, type: text, sensitive: true}, again: {label: 再, english: Again, type: text, computed: phone}'; 第 1 列",
        "'phone: {label: 电话, english: Phone, type: text, sensitive: true}, day: {label: 日, english: Day, type: date}, again: {label: 再, english: Again, type: integer, repeats: {same: [phone], on: day, within: 12m}}'; 不能用于重复次数",
      })
  void whatFewMayReadIsUsedForNothingElse(String fields, String says, @TempDir Path folder)
      throws IOException {
    var own =
        new OwnPacks(folder)
            .put(
                "registers/own.yaml",
                """
                register: own
                label: 自有
                english: Own
                title: name
                fields: {name: {label: 名称, english: Name, type: text}, %s}
                """
                    .formatted(fields));
    assertThatThrownBy(() -> new Registers(own.packs(), new Measures(Packs.builtIn()), CALENDARS))
        .hasMessageContaining(says);
  }

  @Test
  void itIsNoTitleAndMovesNothing(@TempDir Path folder) throws IOException {
    var own = new OwnPacks(folder);
    for (var use :
        List.of(
            "title: phone",
            "title: name\nposts: [{measure: tender.held, on: day, quantity: 1, dimensions: {kind: phone}}]")) {
      own.put(
          "registers/own.yaml",
          "register: own\nlabel: 自有\nenglish: Own\n"
              + use
              + "\nfields: {name: {label: 名称, english: Name, type: text}, day: {label: 日, english: Day, type: date}, phone: {label: 电话, english: Phone, type: text, sensitive: true}}\n");
      assertThatThrownBy(() -> new Registers(own.packs(), new Measures(Packs.builtIn()), CALENDARS))
          .hasMessageContaining("敏感字段 phone 不能用于");
    }
  }

  @Test
  void aFieldBecomesSensitiveAndNothingStaysInClearButNeverBack(@TempDir Path folder)
      throws IOException {
    try (var database = TestDatabase.fresh()) {
      var own = new OwnPacks(folder);
      var text =
          "register: own\nlabel: 自有\nenglish: Own\ntitle: name\nfields:\n  name: {label: 名称, english: Name, type: text}\n  phone: {label: 电话, english: Phone, type: text%s}\n";
      publish(own.put("registers/own.yaml", text.formatted("")), database, "");
      var id =
          database
              .jdbc()
              .sql(
                  "insert into register.r_own (org, source, note, invented, name, phone) values ('one', '', '', false, '甲', '"
                      + PHONE
                      + "') returning id")
              .query(Long.class)
              .single();
      var registers =
          publish(
              own.put("registers/own.yaml", text.formatted(", sensitive: true, convert: read")),
              database,
              "加密");
      assertThat(
              database
                  .jdbc()
                  .sql("select r::text from register.r_own r")
                  .query(String.class)
                  .list())
          .noneMatch(row -> row.contains(PHONE));
      var entry = Published.entries(database).find(registers.get("own"), id).orElseThrow();
      assertThat(entry.values().get("phone")).isInstanceOf(Secret.class);
      own.put("registers/own.yaml", text.formatted(", convert: read"));
      assertThatThrownBy(() -> publish(own, database, "还原")).hasMessageContaining("敏感内容不能转为普通内容");
    }
  }

  private static Registers publish(OwnPacks own, TestDatabase database, String note) {
    var registers = new Registers(own.packs(), new Measures(own.packs()), CALENDARS);
    Published.tables(registers, database, note).afterPropertiesSet();
    return registers;
  }
}
