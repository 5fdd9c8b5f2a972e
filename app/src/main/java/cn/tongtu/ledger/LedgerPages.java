package cn.tongtu.ledger;

import cn.tongtu.engine.formula.Cell;
import cn.tongtu.engine.formula.Filter;
import cn.tongtu.identity.Organisations;
import cn.tongtu.ledger.view.PostingsPage;
import cn.tongtu.ledger.view.RecordPage;
import cn.tongtu.shared.BadParameter;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.Paging;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The last two steps of the way down from a figure: its postings, and a posting's record. */
@Controller
class LedgerPages {
  private static final int PAGE_SIZE = 200;

  private final Ledger ledger;
  private final Measures measures;
  private final Organisations organisations;
  private final List<RecordSource> sources;
  private final PostingRows rows;

  LedgerPages(
      Ledger ledger,
      Measures measures,
      Organisations organisations,
      List<RecordSource> sources,
      PostingRows rows) {
    this.ledger = ledger;
    this.measures = measures;
    this.organisations = organisations;
    this.sources = sources;
    this.rows = rows;
  }

  @GetMapping("/postings")
  ModelAndView postings(
      @RequestParam String measure,
      @RequestParam String org,
      @RequestParam MultiValueMap<String, String> all,
      @RequestParam @Nullable String from,
      @RequestParam @Nullable String to,
      @RequestParam @Nullable String upto,
      @RequestParam @Nullable String lastin,
      @RequestParam(defaultValue = "") String back,
      @RequestParam(defaultValue = "1") int page) {
    var declared =
        measures
            .find(measure)
            .orElseThrow(() ->
                new BadParameter("measure", "没有计量项 " + measure, "there is no measure " + measure));
    var named = org(org);
    var cell =
        new Cell(
            measure,
            // Not bound as a list: that would split a member at its comma.
            all.getOrDefault("filter", List.of()).stream()
                .map(text -> filter(declared, text))
                .toList(),
            CellAddress.when(from, to, upto, lastin));
    var view = View.of(org);
    // Only a page of this site is ever gone back to.
    var returnTo = back.startsWith("/figures/") ? back : "";
    var base = CellAddress.of(cell, view).withIf(!returnTo.isEmpty(), "back", returnTo);
    var sheet = ledger.sheet(cell, view, offset(page), PAGE_SIZE);
    var paging = Paging.of(page, PAGE_SIZE, sheet.count(), base);
    if (paging.offset() != offset(page)) {
      sheet = ledger.sheet(cell, view, paging.offset(), PAGE_SIZE);
    }
    return new ModelAndView(
        "ledger/postings",
        "page",
        new PostingsPage(
            declared,
            named,
            cell,
            rows.of(sheet.postings()),
            InFull.columnUnit(declared.unit()).symbol(),
            Words.number(InFull.inColumn(sheet.sum(), declared.unit())),
            InFull.of(sheet.sum(), declared.unit()),
            paging,
            returnTo));
  }

  private static int offset(int page) {
    return Math.clamp((page - 1L) * PAGE_SIZE, 0, Integer.MAX_VALUE);
  }

  private static Filter filter(Measure measure, String text) {
    var filter = CellAddress.filter("filter", text);
    if (!filter.dimension().equals(Filter.SUBJECT)
        && !measure.dimensions().contains(filter.dimension())) {
      throw new BadParameter(
          "filter",
          "计量项 " + measure.id() + " 没有维度 " + filter.dimension(),
          measure.id() + " has no dimension " + filter.dimension());
    }
    return filter;
  }

  @GetMapping("/records/{kind}/{id}")
  ModelAndView record(@PathVariable String kind, @PathVariable long id) {
    var record = new RecordRef(kind, id);
    var card =
        sources.stream()
            .flatMap(source -> source.card(record).stream())
            .findFirst()
            .orElseThrow(() -> new NotFound("没有这条记录：" + record, "there is no record " + record));
    return new ModelAndView(
        "ledger/record",
        "page",
        new RecordPage(record, card, org(card.org()), rows.of(ledger.history(record))));
  }

  private Label org(String code) {
    return organisations
        .find(code)
        .map(found -> new Label(found.name(), found.english()))
        .orElseThrow(
            () -> new BadParameter("org", "没有这个单位：" + code, "there is no organisation " + code));
  }
}
