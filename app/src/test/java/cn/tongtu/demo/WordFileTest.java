package cn.tongtu.demo;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.report.Document;
import cn.tongtu.report.Reporting;
import cn.tongtu.shared.Actor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.poi.xwpf.extractor.XWPFWordExtractor;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTSdtRun;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** The Word file read back: the prose, and each figure as a content control that names its cell. */
@SpringBootTest
class WordFileTest {
  @Autowired Sample sample;
  @Autowired Reporting reporting;

  @BeforeEach
  void load() {
    sample.load(new SampleFolder(Optional.empty()));
  }

  @Test
  void everyFigureIsAContentControlThatNamesItsCell() throws IOException {
    for (var id : reporting.list()) {
      var document = reporting.find(id).orElseThrow();
      try (var word = written(document)) {
        var controls = controls(word);
        assertThat(controls).hasSize((int) document.figures().count());
        assertThat(controls.stream().map(control -> text(control)).toList())
            .containsExactlyElementsOf(document.figures().map(figure -> figure.printed()).toList());
        assertThat(controls.stream().map(control -> control.getSdtPr().getId().getVal()).distinct())
            .as("Word wants each control's number once")
            .hasSameSizeAs(controls);
        assertThat(controls)
            .allSatisfy(control -> assertThat(tag(control).length()).isBetween(5, 64));
      }
    }
  }

  @Test
  void theFileSaysWhatThePageSays() throws IOException {
    var document = reporting.find(reporting.list().getFirst()).orElseThrow();
    try (var word = written(document);
        var extractor = new XWPFWordExtractor(word)) {
      assertThat(extractor.getText())
          .contains("望城区重点建设项目事务中心\n2020年工作总结及2021年工作计划\n")
          .contains("120.4%")
          .contains("145.6%")
          .contains("需要关注")
          .contains("76.2%")
          .doesNotContain("无数据")
          .doesNotContain("{");
    }
  }

  @Test
  void theTagLeadsFromTheFigureBackToItsCell() throws IOException {
    var document = reporting.find(reporting.list().getFirst()).orElseThrow();
    Map<String, String> printed = new TreeMap<>();
    try (var word = written(document)) {
      controls(word).forEach(control -> printed.put(tag(control), text(control)));
    }
    var january = 2020 * 12;
    assertThat(printed)
        .containsEntry("INV.rate@%d-%d".formatted(january, january + 11), "120.4%")
        .containsEntry("INV.rate@%d-%d;key=非市重大".formatted(january, january + 11), "76.2%")
        .containsEntry("PRJ.start.rate@%d-%d".formatted(january, january + 5), "69%");
  }

  private XWPFDocument written(Document document) throws IOException {
    var bytes = new ByteArrayOutputStream();
    reporting.word(document, new Actor.Product("测试"), bytes);
    return new XWPFDocument(new ByteArrayInputStream(bytes.toByteArray()));
  }

  private static List<CTSdtRun> controls(XWPFDocument word) {
    var controls = new ArrayList<CTSdtRun>();
    word.getParagraphs().forEach(paragraph -> controls.addAll(paragraph.getCTP().getSdtList()));
    return controls;
  }

  private static String tag(CTSdtRun control) {
    return control.getSdtPr().getTag().getVal();
  }

  private static String text(CTSdtRun control) {
    return control.getSdtContent().getRArray(0).getTArray(0).getStringValue();
  }
}
