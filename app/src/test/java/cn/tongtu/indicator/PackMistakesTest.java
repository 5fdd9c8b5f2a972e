package cn.tongtu.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.ledger.Measures;
import cn.tongtu.pack.OwnPacks;
import cn.tongtu.shared.StartupProblem;
import cn.tongtu.shared.WrongField;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a county gets to read when its own packs hold a mistake: file, line, what, and how to mend
 * it.
 */
class PackMistakesTest {
  private @TempDir Path folder;
  private OwnPacks own = new OwnPacks(Path.of("."));

  @BeforeEach
  void own() {
    own = new OwnPacks(folder);
  }

  @Test
  void theBuiltInPacksAreWithoutMistake() {
    assertThat(new Indicators(own.packs(), new Measures(own.packs())).list())
        .hasSizeGreaterThan(100);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "kind: flow, unit: 元, lable: x; 是否为 label",
        "kind: flowing, unit: 元; flow reading stock",
        "kind: flow, unit: 圆; 不认识的计量单位：圆",
        "kind: flow; 缺少 unit",
        "kind: flow, unit: 元, target: no.such; 目标计量项不存在：no.such",
        "kind: flow, unit: 公里, target: invest.plan; 必须是同类单位",
        "kind: flow, kind: stock, unit: 元; 键重复：kind",
        "kind: flow, unit: 元, 'dimensions': {a: any, b: any, c: any}, 'rolled': [a, b, c]; 最多汇总两个维度",
        "kind: flow, unit: 元, 'dimensions': {a: any, b: any}, 'rolled': [c]; c",
        "kind: flow, unit: 元, 'dimensions': [a]; 此处应为“键: 值”",
        "kind: flow, unit: 元, 'dimensions': {mode: invest_mood}; 没有字典 invest_mood，是否为 invest_mode？",
      })
  void aWrongMeasureIsNamedWithFileAndLine(String entry, String message) throws IOException {
    own.put(
        "measures/own.yaml",
        "measures:\n  own.thing: {label: 某事, english: Thing, " + entry + "}\n");
    assertThatThrownBy(() -> new Measures(own.packs()))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining("own.yaml:2:")
        .hasMessageContaining(message);
  }

  @Test
  void aMeasureDeclaredTwiceNamesBothPlaces() throws IOException {
    own.put(
        "measures/own.yaml",
        "measures:\n  invest.done: {label: x, english: x, kind: flow, unit: 元}\n");
    assertThatThrownBy(() -> new Measures(own.packs()))
        .hasMessageContaining("own.yaml:2:")
        .hasMessageContaining("portfolio.yaml:");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "formula: invest.dome, unit: 元; 是否为 invest.done",
        "formula: invest.done + land.area, unit: 元; 没有计量项 land.area",
        "formula: invest.done + project.estimate, unit: 元; 流量、存量与比率不能相加减",
        "formula: ytd(project.in_class), unit: 个; 存量不能按月累计",
        "formula: invest.done, unit: 公里; 不能以“公里”为单位",
        "formula: invest.done / invest.done, unit: 元; 不能以“元”为单位",
        "formula: 'invest.done[colour=红]', unit: 元; 没有维度 colour",
        "formula: 'invest.done[mode=公跑]', unit: 元; 的维度 mode 没有成员 公跑，是否为 公路",
        "formula: 'invest.done[mode!=铁路|空运]', unit: 元; 没有成员 空运",
        "formula: invest.done /, unit: 元; 第 14 列",
        "formula: OWN.it, unit: 元; 公式循环引用：OWN.it",
        "formula: rank.position, unit: 位; last(rank.position)",
        "formula: invest.done, unit: 元, parts: class; 没有维度 class",
        "formula: invest.done, unit: 元, decimals: two; 应为整数",
        "formula: invest.done, unit: 元, formulae: x; 是否为 formula",
      })
  void aWrongIndicatorIsNamedWithFileAndLine(String entry, String message) throws IOException {
    own.put(
        "indicators/own.yaml",
        "indicators:\n  OWN.it:\n    {label: 某指标, english: It, definition: 口径, " + entry + "}\n");
    assertThatThrownBy(() -> new Indicators(own.packs(), new Measures(own.packs())))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining("own.yaml:3:")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "invest_mode: {label: x, english: x, of: [公路]}; 字典重复：invest_mode，增补请用 more",
        "invest_mood: {more: [公路]}; 没有可增补的字典：invest_mood，是否为 invest_mode？",
        "invest_mode: {more: [公路]}; 已有：公路",
        "own: {label: x, english: x, of: [甲, 甲]}; 已有：甲",
        "own: {label: x, of: [甲]}; 缺少 english",
        "own: {label: x, english: x}; 缺少 of",
      })
  void aWrongDictionaryIsNamedWithFileAndLine(String entry, String message) throws IOException {
    own.put("dictionaries/own.yaml", "dictionaries:\n  " + entry + "\n");
    assertThatThrownBy(() -> new Measures(own.packs()))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining("own.yaml:2:")
        .hasMessageContaining(message);
  }

  @Test
  void aCountyAddsAMemberOfItsOwn() throws IOException {
    own.put("dictionaries/own.yaml", "dictionaries:\n  invest_mode: {more: [空运]}\n");
    var measures = new Measures(own.packs());
    measures.requireMember("invest.done", "mode", "空运", "mode");
    assertThatThrownBy(() -> measures.requireMember("invest.done", "mode", "海运", "mode"))
        .isInstanceOfSatisfying(
            WrongField.class, wrong -> assertThat(wrong.field()).isEqualTo("mode"))
        .hasMessageContaining("“海运”不在可选值 (mode) 中")
        .hasMessageContaining("水运");
  }

  @Test
  void allMistakesAreToldAtOnce() throws IOException {
    own.put("measures/a.yaml", "measures:\n  one: {kind: flow}\n  two: {kind: flow}\n");
    own.put("measures/b.yaml", "measures: [\n");
    assertThatThrownBy(() -> new Measures(own.packs()))
        .hasMessageContaining("a.yaml:2:")
        .hasMessageContaining("a.yaml:3:");
  }

  @Test
  void aFileThatIsNoYamlOrNoUtf8IsNamed() throws IOException {
    own.put("measures/a.yaml", "measures: [\n");
    assertThatThrownBy(() -> new Measures(own.packs())).hasMessageContaining("a.yaml:2: YAML 格式有误");
    Files.write(
        folder.resolve("measures/a.yaml"), "measures: 计量".getBytes(Charset.forName("GB18030")));
    assertThatThrownBy(() -> new Measures(own.packs())).hasMessageContaining("不是 UTF-8");
  }

  @Test
  void aFolderThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> new OwnPacks(folder.resolve("none")).packs())
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining("none");
  }
}
