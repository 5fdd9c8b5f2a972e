package cn.tongtu.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Organisations;
import cn.tongtu.ledger.Reason;
import cn.tongtu.paper.view.PrintPage.Grid;
import cn.tongtu.register.Moving;
import cn.tongtu.register.RegisterKeeping;
import cn.tongtu.register.RegisterKeeping.Written;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Forbidden;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Refusal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.poi.xwpf.extractor.XWPFWordExtractor;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A notice on the authority's own form, as it stood when it was printed. */
@SpringBootTest(properties = "spring.application.name=closing") // Without the sample.
class PrintingTest {
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  @Autowired RegisterKeeping keeping;
  @Autowired Moving moving;
  @Autowired Printing printing;
  @Autowired Organisations organisations;
  @Autowired JdbcClient db;

  private String org = "";
  private Actor.Staff clerk = new Actor.Staff(1, "nobody", Optional.empty(), "");

  @BeforeEach
  void begin() {
    org = "printing" + NUMBERS.incrementAndGet();
    organisations.put(new Organisation(org, "青溪县公路中心", "Centre"));
    var person =
        db.sql("insert into identity.person (account, name) values (?, '打印员') returning id")
            .param(org)
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
    clerk = new Actor.Staff(person, "打印员", Optional.empty(), "");
  }

  private RecordRef issued() {
    var record =
        keeping.add(
            "rectification",
            new Written(
                org,
                Map.of(
                    "problem",
                    "护栏缺失 {site} <b>",
                    "site",
                    "南溪桥",
                    "severity",
                    "重大",
                    "found_on",
                    "2026-11-02"),
                "",
                "",
                false),
            clerk,
            Reason.of("登记"));
    assertThatThrownBy(() -> printing.print("rectification_notice", record, clerk))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("已下发");
    moving.move(
        record, "issue", OptionalInt.empty(), Map.of("party", "甲公司"), clerk, Reason.of("办"));
    return record;
  }

  @Test
  void whatIsPrintedIsTheRecordAsItStoodAndDoesNotChangeWithIt() throws Exception {
    var record = issued();
    var id = printing.print("rectification_notice", record, clerk);
    moving.move(
        record, "assign", OptionalInt.empty(), Map.of("mender", org), clerk, Reason.of("办"));
    var kept = printing.of("rectification", record.id()).getFirst();
    assertThat(kept.revision()).isEqualTo(2);
    assertThat(kept.who()).isEqualTo("打印员");
    var content = printing.content("rectification", record.id(), id);
    try (var word = new XWPFWordExtractor(new XWPFDocument(new ByteArrayInputStream(content)))) {
      var text = word.getText();
      assertThat(text)
          .contains("整改通知书", "甲公司：", "南溪桥", "青溪县公路中心（盖章处）", "整改〔")
          .as("a value is text and no mark")
          .contains("护栏缺失 {site} <b>");
      assertThat(text.replace("{site} <b>", "")).doesNotContain("{", "}");
    }
    try (var file = new XWPFDocument(new ByteArrayInputStream(content))) {
      assertThat(file.getHeaderList().getFirst().getText()).contains("青溪县公路中心");
      assertThat(file.getFooterList().getFirst()._getHdrFtr().xmlText())
          .contains("PAGE", "NUMPAGES");
      assertThat(file.getDocument().getBody().getSectPr().getPgSz().getW()).hasToString("11906");
    }
    assertThat(Form.blocks(content))
        .filteredOn(Grid.class::isInstance)
        .singleElement()
        .satisfies(
            grid -> assertThat(((Grid) grid).rows()).contains(List.of("发现日期", "2026年11月2日")));
    assertThatThrownBy(
            () -> db.sql("update paper.printed set content = '' where id = ?").param(id).update())
        .hasMessageContaining("printed");
  }

  @Test
  void whoMayNotWriteTheRecordDoesNotPrintItAndNothingElseIsOnItsForm() {
    var record = issued();
    var stranger = new Actor.Staff(clerk.id() + 100_000, "谁", Optional.empty(), "");
    assertThatThrownBy(() -> printing.print("rectification_notice", record, stranger))
        .isInstanceOf(Forbidden.class);
    assertThatThrownBy(() -> printing.print("dispatch_slip", record, clerk))
        .hasMessageContaining("没有这种文书");
    assertThat(printing.of("rectification", record.id())).isEmpty();
  }

  @Test
  void aMarkThatAnEditorSplitIsFilledInTheTypefaceItBeganIn() throws Exception {
    var out = new ByteArrayOutputStream();
    try (var file = new XWPFDocument()) {
      var paragraph = file.createParagraph();
      for (var part : List.of("甲{si", "te", "}乙{s", "ite}")) {
        paragraph.createRun().setText(part);
      }
      paragraph.getRuns().getFirst().setBold(true);
      file.write(out);
    }
    assertThat(Form.marks(out.toByteArray())).containsExactly("site");
    var filled = Form.filled(out.toByteArray(), _ -> "南溪桥\n{site}");
    try (var file = new XWPFDocument(new ByteArrayInputStream(filled))) {
      var runs = file.getParagraphs().getFirst().getRuns();
      assertThat(runs.getFirst().text()).isEqualTo("甲南溪桥；{site}");
      assertThat(file.getParagraphs().getFirst().getText()).isEqualTo("甲南溪桥；{site}乙南溪桥；{site}");
    }
  }
}
