package cn.tongtu.register;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.register.view.StudioPage;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Label;
import java.util.HashSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Another text of a definition is tried, and nothing is written. */
@SpringBootTest(properties = "spring.application.name=studio") // Without any record.
class StudioTest {
  private static final String NOTICES = "rectification";

  @Autowired Studio studio;
  @Autowired Registers registers;
  @Autowired Definitions definitions;
  @Autowired JdbcClient db;

  private Actor.Staff reader() {
    var id =
        db.sql(
                "insert into identity.person (account, name) values ('studio', '试') on conflict (account) do update set name = '试' returning id")
            .query(Long.class)
            .single();
    return new Actor.Staff(id, "studio", Optional.empty(), "");
  }

  private StudioPage.Trial tried(String register, String was, String is) {
    var text = studio.text(register);
    assertThat(text).contains(was);
    return studio.tried(register, text.replace(was, is), reader());
  }

  @Test
  void theSameTextChangesNothing() {
    var trial = tried(NOTICES, "title: problem", "title: problem");
    assertThat(trial.good()).isTrue();
    assertThat(trial.plan()).isEmpty();
    assertThat(trial.diff()).isEmpty();
    assertThat(trial.diagram()).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "rectification; title: problem; titel: problem; 是否为 title",
        "rectification; type: choice; type: choise; 不在可选值中",
        "rectification; due: due_on; due: duo_on; 是否为 due_on",
        "rectification; title: problem; title: [problem; YAML 格式有误",
        "rural_patrol; every: week; every: weak; 不在可选值中",
      })
  void whatIsWrongIsToldWithItsLineAsAtStartUp(String of, String was, String is, String says) {
    var text = studio.text(of);
    var trial = tried(of, was, is);
    assertThat(trial.good()).isFalse();
    assertThat(trial.problems())
        .anySatisfy(problem -> {
          assertThat(problem.text()).contains(says);
          assertThat(problem.line()).isBetween(1, (int) text.lines().count() + 1);
        });
  }

  @Test
  void whatItWouldChangeIsToldAndNothingIsWritten() {
    var versions = definitions.of(NOTICES).size();
    var trial = tried(NOTICES, "title: problem", "title: problem\nretired: true");
    assertThat(trial.verdict()).map(Label::chinese).hasValue("没有错误，只有增补，启动时自动发布");
    assertThat(trial.plan())
        .extracting(Label::chinese)
        .containsExactly("× 停用台账 rectification 整改通知书台账");
    assertThat(trial.diff()).hasSize(1);
    assertThat(definitions.of(NOTICES)).hasSize(versions);
    assertThat(registers.get(NOTICES).retired()).isFalse();
  }

  @Test
  void whatWouldLoseDataIsToldWhileItIsTyped() {
    var _ =
        db.sql(
                "insert into register.r_honour (org, source, note, invented, %s) values ('o', '', '', true, '甲')"
                    .formatted(registers.get("honour").title()))
            .update();
    var title = registers.get("honour").title();
    var trial = tried("honour", "  " + title + ":", "  other_" + title + ":");
    var named =
        studio.tried(
            "honour", trial.text().replace("title: " + title, "title: other_" + title), reader());
    assertThat(named.good()).isFalse();
    assertThat(named.plan())
        .extracting(Label::chinese)
        .anyMatch(line -> line.contains("删除字段 " + title) && line.contains("was: " + title));
  }

  @Test
  void itsIdIsNotChangedHere() {
    var trial = tried(NOTICES, "register: rectification", "register: notices");
    assertThat(trial.good()).isFalse();
  }

  @Test
  void theFormIsShownAsItWouldBe() {
    var trial =
        tried(NOTICES, "states:", "  depth: {label: 深度, english: Depth, type: integer}\nstates:");
    assertThat(trial.inputs())
        .extracting(input -> input.label().chinese())
        .contains("深度", "问题")
        .doesNotContain("整改期限");
  }

  @Test
  void itsPostingsLeadToTheFiguresTheyFeed() {
    var page = studio.page(NOTICES, reader());
    assertThat(page.posts()).isNotEmpty();
    assertThat(page.feeds())
        .extracting(StudioPage.Link::href)
        .allMatch(to -> to.startsWith("/figures/"));
    assertThat(page.feeds()).isNotEmpty();
    assertThat(page.versions()).hasSize(1);
  }

  /**
   * Over every life that is declared: each move has a row of its own and begins where it is made.
   */
  @Test
  void everyLifeIsDrawnWithoutTwoLabelsMeeting() {
    for (var register : registers.list()) {
      var drawn = LifeDiagram.of(register);
      assertThat(drawn.isPresent()).isEqualTo(!register.life().states().isEmpty());
      drawn.ifPresent(diagram -> {
        var rows = new HashSet<Integer>();
        assertThat(diagram.moves())
            .as(register.id())
            .hasSize(register.life().moves().size())
            .allMatch(move -> rows.add(move.y()))
            .allMatch(move -> move.loop() || move.begin() != move.end())
            .allMatch(move -> move.y() < diagram.bottom());
        assertThat(diagram.states()).extracting(StudioPage.State::x).doesNotHaveDuplicates();
      });
    }
  }
}
