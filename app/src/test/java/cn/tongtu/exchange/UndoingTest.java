package cn.tongtu.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Organisations;
import cn.tongtu.ledger.Ledger;
import cn.tongtu.ledger.Reason;
import cn.tongtu.ledger.RecordSource;
import cn.tongtu.register.Moving;
import cn.tongtu.register.Register;
import cn.tongtu.register.RegisterKeeping;
import cn.tongtu.register.RegisterKeeping.Written;
import cn.tongtu.register.Registers;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.WrongField;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
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

/** An import is undone as a whole, or, once anything depends on it, not at all. */
@SpringBootTest(properties = "spring.application.name=closing") // Without the sample.
class UndoingTest {
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final Reason SO = Reason.of("导入错了文件");

  @Autowired Importing importing;
  @Autowired Imports imports;
  @Autowired RegisterKeeping keeping;
  @Autowired Moving moving;
  @Autowired Registers registers;
  @Autowired List<RecordSource> sources;
  @Autowired Ledger ledger;
  @Autowired Organisations organisations;
  @Autowired JdbcClient db;
  @TempDir Path folder;

  private String org = "";
  private Actor.Staff clerk = new Actor.Staff(1, "nobody", Optional.empty(), "");

  @BeforeEach
  void people() {
    org = "undoing" + NUMBERS.incrementAndGet();
    organisations.put(new Organisation(org, org, org));
    clerk = staff();
  }

  private Actor.Staff staff() {
    var name = "undoing" + NUMBERS.incrementAndGet();
    var person =
        db.sql("insert into identity.person (account, name) values (?, ?) returning id")
            .params(name, name)
            .query(Long.class)
            .single();
    db.sql(
            """
            with s as (
              insert into identity.seat (person, org, first_day) values (?, ?, '2020-01-01') returning id)
            insert into identity.held_role (seat, role, first_day) select id, 'clerk', '2020-01-01' from s
            """)
        .params(person, org)
        .update();
    return new Actor.Staff(person, name, Optional.empty(), "10.1.1.1");
  }

  private Register register(String id) {
    return registers.get(id);
  }

  private long taken(String register, String... lines) {
    try {
      var file = folder.resolve("file" + NUMBERS.incrementAndGet());
      Files.writeString(file, String.join("\n", lines));
      var id = importing.begin(register(register), file, "", org, clerk);
      assertThat(imports.causes(id, 9)).isEmpty();
      importing.take(register(register), id, false, Reason.of("导入"), clerk);
      return id;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void undo(String register, long id) {
    importing.undo(register(register), id, SO, clerk);
  }

  private List<String> mine(String register, String column) {
    return db.sql(
            "select coalesce(%s::text, '') from register.r_%s where org = ? order by id"
                .formatted(column, register))
        .param(org)
        .query(String.class)
        .list();
  }

  private static final String NOTICES = "问题\t点位\t等级\t发现日期\t整改投入（万元）";

  @Test
  void whatItBroughtIsWithdrawnWhatItChangedIsAsBeforeAndTheLedgerFollows() {
    var before =
        keeping.add(
            "rectification",
            new Written(
                org,
                Map.of(
                    "problem",
                    "旧的",
                    "site",
                    "南溪桥",
                    "severity",
                    "重大",
                    "found_on",
                    "2026-03-05",
                    "cost",
                    "1.5"),
                "",
                "",
                false),
            clerk,
            Reason.of("登记"));
    var id =
        taken(
            "rectification",
            NOTICES + "\t记录标识\t整改情况",
            "新的\tK1\t一般\t2026-03-06\t2\t\t",
            "旧的\t北溪桥\t重大\t2026-03-05\t清空\trectification/" + before.id() + "\t加了一句");
    assertThat(mine("rectification", "site")).containsExactly("北溪桥", "K1");
    undo("rectification", id);
    undo("rectification", id);

    assertThat(mine("rectification", "site")).containsExactly("南溪桥");
    assertThat(mine("rectification", "cost")).containsExactly("1.5");
    assertThat(mine("rectification", "measures")).containsExactly("");
    assertThat(mine("rectification", "_revision")).containsExactly("3");
    assertThat(
            db.sql(
                    "select why from register.step where register = 'rectification' and record = ? order by id desc limit 1")
                .param(before.id())
                .query(String.class)
                .single())
        .isEqualTo("撤销第 %d 批导入：导入错了文件".formatted(id));
    assertThat(imports.find(register("rectification"), id).orElseThrow().undoneWhy())
        .isEqualTo("导入错了文件");
    assertThat(
            db.sql(
                    "select count(*) from identity.audit where record_kind = 'import' and record_id = ? and actor = ?")
                .params(id, clerk.name())
                .query(Long.class)
                .single())
        .as("taken once, undone once")
        .isEqualTo(2);
  }

  @Test
  void thePostingsAreReversedAndStillLeadToWhatWasWithdrawn() {
    var id =
        taken(
            "grant_fund", "摘要\t类型\t资金名称\t日期\t金额\t有效期至", "下达一\t下达\t养护\t2026-03-01\t100\t2026-12-31");
    var record =
        new RecordRef("register.grant_fund", Long.parseLong(mine("grant_fund", "id").getFirst()));
    assertThat(ledger.history(record)).hasSize(1);
    undo("grant_fund", id);
    assertThat(ledger.history(record)).hasSize(2);
    assertThat(
            ledger.history(record).stream()
                .map(posting -> posting.movement().quantity())
                .reduce(BigDecimal.ZERO, BigDecimal::add))
        .isZero();
    var card =
        sources.stream().flatMap(source -> source.card(record).stream()).findFirst().orElseThrow();
    assertThat(card.title()).isEqualTo("下达一");
    assertThat(card.lines().getFirst().value()).contains(clerk.name(), "导入错了文件");
    assertThat(
            db.sql("select count(*) from search.entry where ref = ?")
                .param("grant_fund/" + record.id())
                .query(Long.class)
                .single())
        .isZero();
    assertThat(
            db.sql(
                    "select held::text from register.withdrawn where register = 'grant_fund' and record = ?")
                .param(record.id())
                .query(String.class)
                .single())
        .as("the whole row is kept")
        .contains("\"purpose\": \"下达一\"", "\"amount\": 100", "\"_revision\": 1");
    // What was undone is not told to have been imported before.
    var again =
        taken(
            "grant_fund", "摘要\t类型\t资金名称\t日期\t金额\t有效期至", "下达一\t下达\t养护\t2026-03-01\t100\t2026-12-31");
    assertThat(imports.find(register("grant_fund"), again).orElseThrow().twin()).isEmpty();
    assertThat(mine("grant_fund", "_number").getFirst())
        .as("a number is not given again")
        .isNotEqualTo(
            card.lines().stream()
                .filter(line -> line.label().chinese().equals("编号"))
                .findFirst()
                .orElseThrow()
                .value());
  }

  private void refused(String register, long id, String why) {
    var count = mine(register, "id").size();
    assertThatThrownBy(() -> undo(register, id))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(why);
    assertThat(mine(register, "id")).as(why).hasSize(count);
    assertThat(imports.find(register(register), id).orElseThrow().undoneAt()).isEmpty();
  }

  private RecordRef last(String register) {
    return new RecordRef("register." + register, Long.parseLong(mine(register, "id").getLast()));
  }

  @Test
  void onceAnythingDependsOnItItIsNotUndone() {
    var row = "护栏\tK1\t一般\t2026-03-06\t2";
    var moved = taken("rectification", NOTICES, row, "坑槽\tK2\t一般\t2026-03-06\t2");
    moving.move(
        last("rectification"),
        "issue",
        OptionalInt.empty(),
        Map.of("party", "甲公司"),
        clerk,
        Reason.of(""));
    refused("rectification", moved, "#" + last("rectification").id());

    var corrected = taken("rectification", NOTICES, row + "1");
    keeping.correct(last("rectification"), Map.of("site", "K9"), clerk, Reason.of("核实"));
    refused("rectification", corrected, "已被更改或办理");

    var commented = taken("rectification", NOTICES, row + "2");
    db.sql(
            "insert into register.comment (register, record, person, actor, text) values ('rectification', ?, ?, '人', '看过')")
        .params(last("rectification").id(), clerk.id())
        .update();
    refused("rectification", commented, "已有评论");

    var referred = taken("guideline_clause", "条款\t部分\t检查要点", org + "\t设计\t检查");
    taken("rectification", NOTICES + "\t违反的条款", row + "3\t" + org);
    refused("guideline_clause", referred, "引用");

    var spent =
        taken("grant_fund", "摘要\t类型\t资金名称\t日期\t金额\t有效期至", "下\t下达\t养护\t2026-03-01\t100\t2026-12-31");
    taken("grant_fund", "摘要\t类型\t资金名称\t日期\t金额\t用款项目", "分\t分配\t养护\t2026-03-02\t60\t石桥");
    refused("grant_fund", spent, "不足");

    assertThatThrownBy(() -> importing.undo(register("grant_fund"), spent, Reason.of(" "), clerk))
        .isInstanceOfSatisfying(
            WrongField.class, wrong -> assertThat(wrong.field()).isEqualTo("why"));
    assertThatThrownBy(() -> importing.undo(register("grant_fund"), spent, SO, staff()))
        .isInstanceOf(NotFound.class);
  }

  /** One undoes it while another moves a record of it: it is undone, or moved, and never both. */
  @Test
  void undoneOrMovedAndNeverBoth() throws Exception {
    var other = staff();
    for (int round = 0; round < 6; round++) {
      var id = taken("rectification", NOTICES, "护栏%d\tK1\t一般\t2026-03-06\t2".formatted(round));
      var record = last("rectification");
      var barrier = new CyclicBarrier(2);
      var refusals = new AtomicInteger();
      try (var people = Executors.newFixedThreadPool(2)) {
        var deeds = new ArrayList<Future<?>>();
        for (Runnable deed :
            List.<Runnable>of(
                () -> undo("rectification", id),
                () ->
                    moving.move(
                        record,
                        "issue",
                        OptionalInt.empty(),
                        Map.of("party", "甲公司"),
                        other,
                        Reason.of("")))) {
          deeds.add(
              people.submit(() -> {
                barrier.await(10, TimeUnit.SECONDS);
                try {
                  deed.run();
                } catch (Refusal refusal) {
                  refusals.incrementAndGet();
                }
                return null;
              }));
        }
        for (var deed : deeds) {
          deed.get(60, TimeUnit.SECONDS);
        }
      }
      var there = mine("rectification", "id").contains(String.valueOf(record.id()));
      var undone = imports.find(register("rectification"), id).orElseThrow().undoneAt().isPresent();
      assertThat(refusals).hasValue(1);
      assertThat(there).isEqualTo(!undone);
    }
  }
}
