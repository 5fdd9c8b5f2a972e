package cn.tongtu.demo;

import cn.tongtu.demo.view.ComparisonPage;
import cn.tongtu.demo.view.ComparisonPage.Verdict;
import cn.tongtu.identity.Organisations;
import cn.tongtu.shared.HomeOffer;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.NotFound;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** What the two documents printed beside what the ledger gives; there while the sample is. */
@Controller
class ComparisonPages implements HomeOffer {
  private static final Pattern LEADING_NUMBER = Pattern.compile("\\d+(\\.\\d+)?");

  private final Comparison comparison;
  private final Organisations organisations;
  private final SampleFolder folder;

  ComparisonPages(Comparison comparison, Organisations organisations, SampleFolder folder) {
    this.comparison = comparison;
    this.organisations = organisations;
    this.folder = folder;
  }

  @Override
  public Optional<Offer> offer() {
    return loaded()
        ? Optional.of(
            new Offer(
                new Label("与原文对照", "Compared with the documents"),
                new Label(
                    "两份公开文件印出的数，与台账得出的数逐一并列，差异注明原因。",
                    "What two published documents printed beside what the ledger gives, differences explained."),
                "/comparison"))
        : Optional.empty();
  }

  private boolean loaded() {
    return folder.rows("organisations.csv").stream()
        .allMatch(row -> organisations.find(row.text("code")).isPresent());
  }

  @GetMapping("/comparison")
  ModelAndView comparison() {
    if (!loaded()) {
      throw new NotFound(
          "示例数据没有载入，请先运行 ./tongtu demo", "the sample is not loaded, run ./tongtu demo");
    }
    var groups = new LinkedHashMap<String, List<ComparisonPage.Line>>();
    for (var line : comparison.lines(folder)) {
      groups
          .computeIfAbsent(
              organisations.get(line.figure().asked().view().org()).name(), _ -> new ArrayList<>())
          .add(new ComparisonPage.Line(line.figure(), line.printed(), verdict(line), line.note()));
    }
    var lines = groups.values().stream().flatMap(List::stream).toList();
    return new ModelAndView(
        "demo/comparison",
        "page",
        new ComparisonPage(
            groups.entrySet().stream()
                .map(group -> new ComparisonPage.Group(group.getKey(), group.getValue()))
                .toList(),
            lines.size(),
            lines.stream().filter(line -> line.verdict() == Verdict.DIFFERENT).count()));
  }

  private static Verdict verdict(Comparison.Line line) {
    if (line.printed().isEmpty()) {
      return Verdict.NOT_PRINTED;
    }
    var number = LEADING_NUMBER.matcher(line.printed());
    var ours = LEADING_NUMBER.matcher(line.figure().printed());
    // Where the document uses words (两个, 全覆盖) the load has already checked the meaning.
    return number.lookingAt()
            && ours.lookingAt()
            && new BigDecimal(number.group()).compareTo(new BigDecimal(ours.group())) != 0
        ? Verdict.DIFFERENT
        : Verdict.SAME;
  }
}
