package cn.tongtu.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.engine.value.Span;
import cn.tongtu.indicator.Indicators;
import cn.tongtu.ledger.Measures;
import cn.tongtu.pack.OwnPacks;
import cn.tongtu.pack.Packs;
import cn.tongtu.report.Template.Piece;
import cn.tongtu.report.Template.When;
import cn.tongtu.shared.StartupProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplatesTest {
  @Test
  void noFigureIsTypedIntoABuiltInTemplate() {
    var templates = templates(Packs.builtIn()).list();
    assertThat(templates).hasSize(2);
    assertThat(templates.stream().flatMap(TemplatesTest::pieces))
        .filteredOn(Piece.Slot.class::isInstance)
        .hasSizeGreaterThan(100);
    assertThat(templates.stream().flatMap(TemplatesTest::pieces))
        .filteredOn(Piece.Words.class::isInstance)
        .allSatisfy(
            words -> assertThat(((Piece.Words) words).text()).doesNotContainPattern("[0-9０-９%％]"));
  }

  @Test
  void aSlotSeesItsSpanFromTheReports() {
    var report = Span.months(2023, 1, 6);
    assertThat(new When.Same().from(report)).isEqualTo(report);
    assertThat(new When.Months(7, 12).from(report)).isEqualTo(Span.months(2023, 7, 12));
    assertThat(new When.NextYear().from(report)).isEqualTo(Span.year(2024));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "text: '完成{INV.dome}'; 是否为 INV.done",
        "text: '完成{INV.done@7-6}'; 没有这样的月份",
        "text: '完成{INV.done@1-13}'; 没有这样的月份",
        "text: '完成{INV.done@soon}'; 不认识的占位 {INV.done@soon}",
        "text: '完成{yaer}'; 不认识的占位 {yaer}",
        "text: '完成{INV.done'; 花括号不成对",
        "lagging: INV.done; 没有声明 parts",
        "lagging: INV.none; 没有指标 INV.none",
        "txt: 完成; 是否为 text",
        "{text: 完成, heading: 一}; 每段只能有一个键",
      })
  void aWrongTemplateIsNamedWithFileAndLine(String block, String message, @TempDir Path folder)
      throws IOException {
    var own =
        new OwnPacks(folder)
            .put(
                "reports/own.yaml",
                "report: own\nlabel: 自有\nenglish: Own\ntitle: 标题\nbody:\n  - " + block + "\n");
    assertThatThrownBy(() -> templates(own.packs()))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining("own.yaml:6:")
        .hasMessageContaining(message);
  }

  private static Templates templates(Packs packs) {
    return new Templates(packs, new Indicators(packs, new Measures(packs)));
  }

  private static Stream<Piece> pieces(Template template) {
    return Stream.concat(
        template.title().stream().flatMap(List::stream),
        template.body().stream()
            .flatMap(block ->
                switch (block) {
                  case Template.Block.Heading(_, var text) -> text.stream();
                  case Template.Block.Paragraph(var text) -> text.stream();
                  case Template.Block.Lagging(_) -> List.<Piece>of().stream();
                }));
  }
}
