package cn.tongtu.ledger;

import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Organisations;
import cn.tongtu.ledger.Rollups.Difference;
import cn.tongtu.ledger.view.AuditsPage;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.NotFound;
import java.time.YearMonth;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What the nightly audits found (夜间核对). */
@Controller
class LedgerAuditPages {
  private static final int MOST = 60;

  private final Audits audits;
  private final Measures measures;
  private final Organisations organisations;

  LedgerAuditPages(Audits audits, Measures measures, Organisations organisations) {
    this.audits = audits;
    this.measures = measures;
    this.organisations = organisations;
  }

  @GetMapping("/ledger/audits")
  ModelAndView list(@RequestParam(defaultValue = "0") long audit) {
    var all = audits.list(MOST);
    if (audit != 0 && all.stream().noneMatch(each -> each.id() == audit)) {
      throw new NotFound("没有第 " + audit + " 次核对", "there is no audit " + audit);
    }
    var shown = audit != 0 ? audit : all.stream().findFirst().map(Audits.Audit::id).orElse(0L);
    var names =
        organisations.list().stream()
            .collect(Collectors.toMap(Organisation::code, Organisation::name));
    return new ModelAndView(
        "ledger/audits",
        "page",
        new AuditsPage(
            all.stream()
                .map(each ->
                    new AuditsPage.Line(each.id(), each.at(), each.postings(), each.differing()))
                .toList(),
            shown,
            audits.differences(shown).stream()
                .map(each -> cell(each, names.getOrDefault(each.org(), each.org())))
                .toList()));
  }

  private static String printed(Optional<Measure> measure, long quantity) {
    var amount = Amounts.fromLedger(quantity);
    return measure
        .map(found -> InFull.of(amount, found.unit()))
        .orElseGet(() -> amount.stripTrailingZeros().toPlainString());
  }

  private AuditsPage.Cell cell(Difference each, String org) {
    var measure = measures.find(each.measure());
    return new AuditsPage.Cell(
        measure
            .map(found -> new Label(found.label(), found.english()))
            .orElse(new Label(each.measure(), each.measure())),
        org,
        Stream.of(each.member1(), each.member2())
            .filter(member -> !member.isEmpty())
            .collect(Collectors.joining(" · ")),
        YearMonth.of(each.month() / 12, each.month() % 12 + 1).toString(),
        printed(measure, each.kept()),
        printed(measure, each.raw()));
  }
}
