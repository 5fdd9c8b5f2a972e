package cn.tongtu.demo;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import cn.tongtu.ledger.Ledger;
import cn.tongtu.report.Reporting;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Command;
import cn.tongtu.shared.StartupProblem;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * {@code ./tongtu demo} up to serving: load the sample, write its reports, print the main figures.
 */
@Component
class Demo implements Command {
  private static final List<String> MAIN_FIGURES =
      List.of(
          "INV.plan",
          "INV.done",
          "INV.rate",
          "INV.rate.key",
          "INV.rate.other",
          "PRJ.total",
          "PRJ.start.rate",
          "PRJ.reclass.impl",
          "LAND.batch.area",
          "FUND.up",
          "TR.turnover",
          "TR.yoy",
          "BUS.student",
          "INV.prog");

  private static final Actor ACTOR = new Actor.Product("示例数据");

  private final Sample sample;
  private final Comparison comparison;
  private final Reporting reporting;
  private final Ledger ledger;
  private final SampleFolder folder;
  private final Path out;

  Demo(
      Sample sample,
      Comparison comparison,
      Reporting reporting,
      Ledger ledger,
      SampleFolder folder,
      @Value("${tongtu.out:out}") Path out) {
    this.sample = sample;
    this.comparison = comparison;
    this.reporting = reporting;
    this.ledger = ledger;
    this.folder = folder;
    this.out = out;
  }

  @Override
  public String word() {
    return "demo";
  }

  @Override
  public void run(List<String> arguments, PrintStream screen) throws IOException {
    var loaded = sample.load(folder);
    screen.printf(
        "%n%s：台账共 %,d 笔记账%n",
        loaded ? "示例数据已载入 sample loaded" : "示例数据已在库中 sample already there", ledger.count());
    for (var id : reporting.list()) {
      write(id, screen);
    }
    compare(loaded, screen);
  }

  private void write(long id, PrintStream screen) throws IOException {
    var document = reporting.find(id).orElseThrow();
    Files.createDirectories(out);
    var path = out.resolve(document.title() + ".docx");
    try (var file = Files.newOutputStream(path)) {
      reporting.word(document, ACTOR, file);
    }
    screen.printf("已写出 written: %s（%d 个数据）%n", path, document.figures().count());
  }

  private void compare(boolean fresh, PrintStream screen) {
    var lines = comparison.lines(folder);
    if (lines.isEmpty()) {
      return;
    }
    screen.printf("%n主要数据 main figures%n");
    lines.stream()
        .filter(line -> MAIN_FIGURES.contains(line.figure().indicator().id()))
        .collect(groupingBy(Demo::document, LinkedHashMap::new, toList()))
        .forEach((document, figures) -> compare(document, figures, screen));
    var holding = lines.stream().filter(Comparison.Line::holds).count();
    screen.printf("%n两份文件的 %d 项数据，%d 项由台账得出预期的值%n%n", lines.size(), holding);
    if (holding < lines.size()) {
      lines.stream()
          .filter(line -> !line.holds())
          .forEach(line ->
              screen.printf(
                  "  不符 %s %s：应为 %s，得出 %s%n",
                  line.figure().indicator().id(),
                  line.figure().asked().span(),
                  line.expected(),
                  line.figure().printed()));
      // Later on, somebody may have corrected a record: then the figure should differ.
      if (fresh) {
        throw new StartupProblem("示例数据与预期不符", "The sample does not give what it should");
      }
    }
  }

  private static String document(Comparison.Line line) {
    var asked = line.figure().asked();
    return asked.view().org() + " " + asked.span().year() + "年";
  }

  private static void compare(String document, List<Comparison.Line> lines, PrintStream screen) {
    screen.printf("%n  %s%s%s%n", pad(document, 30), pad("原文 printed", 20), "台账 ledger");
    lines.forEach(line ->
        screen.printf(
            "  %s%s%s%s%n",
            pad(line.figure().indicator().label(), 30),
            pad(line.printed().isEmpty() ? "（未写）" : line.printed(), 20),
            pad(line.figure().printed(), 18),
            line.note()));
  }

  /** To a width on screen, where a Chinese character takes two places. */
  private static String pad(String text, int width) {
    var taken = text.codePoints().map(sign -> sign > 0x2E80 ? 2 : 1).sum();
    return text + " ".repeat(Math.max(1, width - taken));
  }
}
