package cn.tongtu.ledger;

import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Organisations;
import cn.tongtu.ledger.Revisions.Search;
import cn.tongtu.ledger.view.RevisionsPage;
import cn.tongtu.shared.Address;
import cn.tongtu.shared.BadParameter;
import cn.tongtu.shared.Paging;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The list of revisions (数据修订). */
@Controller
class RevisionPages {
  private static final int PAGE_SIZE = 50;

  private final Revisions revisions;
  private final PostingRows rows;
  private final Organisations organisations;

  RevisionPages(Revisions revisions, PostingRows rows, Organisations organisations) {
    this.revisions = revisions;
    this.rows = rows;
    this.organisations = organisations;
  }

  @GetMapping("/revisions")
  ModelAndView list(
      @RequestParam(defaultValue = "") String org,
      @RequestParam(defaultValue = "") String month,
      @RequestParam(defaultValue = "1") int page) {
    var search = new Search(org, month(month));
    var orgs = organisations.list();
    var names = orgs.stream().collect(Collectors.toMap(Organisation::code, Organisation::name));
    if (!org.isEmpty() && !names.containsKey(org)) {
      throw new BadParameter("org", "没有这个单位：" + org, "there is no organisation " + org);
    }
    var paging =
        Paging.of(
            page,
            PAGE_SIZE,
            revisions.count(search),
            Address.of("/revisions").with("org", org).with("month", month));
    var found = revisions.list(search, paging.offset(), PAGE_SIZE);
    var affected = revisions.affected(found.stream().map(Posting::id).toList());
    var postings = rows.of(found);
    return new ModelAndView(
        "ledger/revisions",
        "page",
        new RevisionsPage(
            organisations.tree(),
            org,
            month,
            IntStream.range(0, found.size())
                .mapToObj(i ->
                    new RevisionsPage.Row(
                        postings.get(i),
                        names.getOrDefault(
                            found.get(i).movement().org(), found.get(i).movement().org()),
                        affected.getOrDefault(found.get(i).id(), List.of())))
                .toList(),
            paging));
  }

  private static Optional<YearMonth> month(String text) {
    if (text.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(YearMonth.parse(text));
    } catch (DateTimeException malformed) {
      throw new BadParameter(
          "month", "“" + text + "”应为月份，如 2023-03", "“" + text + "” is not a month like 2023-03");
    }
  }
}
