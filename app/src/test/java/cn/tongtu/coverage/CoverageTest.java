package cn.tongtu.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.coverage.view.CoveragePage.Area;
import cn.tongtu.coverage.view.CoveragePage.Item;
import cn.tongtu.coverage.view.CoveragePage.Runner;
import cn.tongtu.pack.OwnPacks;
import cn.tongtu.pack.Packs;
import cn.tongtu.shared.StartupProblem;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.bind.annotation.GetMapping;
import tools.jackson.databind.json.JsonMapper;

/** What the packs claim to run, and that the claims stand. */
class CoverageTest {
  private static final String REGISTER =
      """
      register: own
      label: 自有台账
      english: Own
      title: name
      covers: %s
      fields: {name: {label: 名称, english: Name, type: text}}
      """;

  private @TempDir Path folder;

  private static List<Item> items(Packs packs) {
    return new Coverage(packs)
        .page().modules().stream().flatMap(area -> area.items().stream()).toList();
  }

  @Test
  void all279ItemsStandOnceInTheirModules() {
    var page = new Coverage(Packs.builtIn()).page();
    assertThat(page.modules())
        .extracting(area -> area.count().total())
        .containsExactly(53, 10, 10, 9, 30, 2, 42, 29, 24, 7, 4, 6, 47, 6);
    assertThat(page.count().total()).isEqualTo(279);
    var items = items(Packs.builtIn());
    assertThat(items).extracting(Item::id).doesNotHaveDuplicates();
    assertThat(items.stream().collect(Collectors.groupingBy(Item::tier, Collectors.counting())))
        .containsEntry("A", 126L)
        .containsEntry("B", 113L)
        .containsEntry("C", 40L);
  }

  @Test
  void theCountsAddUp() throws IOException {
    var packs = new OwnPacks(folder).put("registers/own.yaml", REGISTER.formatted("[S055, S099]"));
    var before = new Coverage(Packs.builtIn()).page();
    var page = new Coverage(packs.packs()).page();
    assertThat(page.count().run()).isEqualTo(before.count().run() + 2);
    assertThat(page.modules().stream().map(Area::count).mapToInt(count -> count.run()).sum())
        .isEqualTo(page.count().run());
    assertThat(page.modules().stream().map(Area::count).mapToInt(count -> count.part()).sum())
        .isEqualTo(page.count().part());
    assertThat(items(packs.packs()).stream().filter(Item::isRun)).hasSize(page.count().run());
    assertThat(items(packs.packs()).stream().filter(item -> item.id().equals("S099")))
        .singleElement()
        .satisfies(item ->
            assertThat(item.runs()).extracting(Runner::page).containsExactly("/registers/own"));
  }

  /** What is run has a page on which it is run; a claim without one says nothing. */
  @Test
  void everyClaimHasItsPage() {
    var pages = addresses();
    assertThat(pages).contains("/registers/{id}");
    assertThat(
            items(Packs.builtIn()).stream()
                .flatMap(item -> Stream.concat(item.runs().stream(), item.part().stream()))
                .map(Runner::page)
                .map(page -> page.replaceFirst("^/(registers|appraisals)/.+", "/$1/{id}")))
        .isNotEmpty()
        .allMatch(pages::contains);
  }

  private static Set<String> addresses() {
    var found = new HashSet<String>();
    new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("cn.tongtu")
            .stream()
            .flatMap(type -> type.getMethods().stream())
            .filter(method -> method.isAnnotatedWith(GetMapping.class))
            .map(JavaMethod::reflect)
            .flatMap(method -> Stream.of(method.getAnnotation(GetMapping.class).value()))
            // What a variable may look like says nothing about there being a page.
            .forEach(address -> found.add(address.replaceAll("\\{(\\w+):[^/]*}", "{$1}")));
    return found;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[S555]; 没有业务事项 S555，是否为 S055？",
        "[S055, S055]; 重复列出",
        "S055; 此处应为列表",
      })
  void aWrongClaimIsNamedWithFileAndLine(String covers, String message) throws IOException {
    new OwnPacks(folder).put("registers/own.yaml", REGISTER.formatted(covers));
    assertThatThrownBy(() -> new Coverage(new OwnPacks(folder).packs()))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining("own.yaml:5:")
        .hasMessageContaining(message);
  }

  @Test
  void theCommandTellsPeopleAndScripts() throws IOException {
    var text = told(0);
    assertThat(text)
        .contains(
            "S001 C ● campaign",
            "三大战役",
            "S002 B —",
            "S279 A ◐ reports",
            "还缺",
            "共 279 项",
            "279 items");
    var json = JsonMapper.shared().readTree(told(0, "--json"));
    assertThat(json.at("/count/total").asInt()).isEqualTo(279);
    assertThat(json.at("/modules/13/items/5/id").asString()).isEqualTo("S279");
    new OwnPacks(folder).put("registers/own.yaml", REGISTER.formatted("[S055]"));
    assertThat(told(0, "--tongtu.packs=" + folder)).contains("S055 B ● own");
    assertThat(told(2, "--jason")).contains("不认识的选项 --jason");
    assertThat(told(2, "--tongtu.packs=" + folder.resolve("none"))).contains("配置包文件夹不存在");
  }

  private static String told(int code, String... arguments) {
    var bytes = new ByteArrayOutputStream();
    try (var screen = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      assertThat(CoverageCommand.run(List.of(arguments), screen, screen)).isEqualTo(code);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
