package cn.tongtu.ledger;

import cn.tongtu.engine.formula.Cell;
import cn.tongtu.engine.formula.Filter;
import cn.tongtu.identity.Organisations;
import cn.tongtu.ledger.view.PostingsPage;
import cn.tongtu.ledger.view.RecordPage;
import cn.tongtu.ledger.view.StoryPage;
import cn.tongtu.ledger.view.TakenPage;
import cn.tongtu.shared.Address;
import cn.tongtu.shared.BadParameter;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.Paging;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Words;
import cn.tongtu.shared.view.Sort;
import java.util.ArrayList;
import java.util.List;
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
  private final StoryRows stories;

  LedgerPages(
      Ledger ledger,
      Measures measures,
      Organisations organisations,
      List<RecordSource> sources,
      PostingRows rows,
      StoryRows stories) {
    this.stories = stories;
    this.ledger = ledger;
    this.measures = measures;
    this.organisations = organisations;
    this.sources = sources;
    this.rows = rows;
  }

  /** What an address says: a cell that is declared, whose, and as known when. */
  private record Asked(Measure measure, Label org, Cell cell, View view) {}

  private Asked asked(String measure, String org, MultiValueMap<String, String> all) {
    var declared =
        measures
            .find(measure)
            .orElseThrow(() ->
                new BadParameter("measure", "没有计量项 " + measure, "there is no measure " + measure));
    var cell =
        new Cell(
            measure,
            // Not bound as a list: that would split a member at its comma.
            all.getOrDefault("filter", List.of()).stream()
                .map(text -> filter(declared, text))
                .toList(),
            CellAddress.when(
                all.getFirst("from"),
                all.getFirst("to"),
                all.getFirst("upto"),
                all.getFirst("lastin")),
            CellAddress.take(all.getFirst("take")));
    var known = Known.read(all.toSingleValueMap().getOrDefault(Known.PARAMETER, ""));
    var view = View.of(org);
    return new Asked(declared, org(org), cell, known.map(view::asKnownAt).orElse(view));
  }

  @GetMapping("/postings")
  ModelAndView postings(
      @RequestParam String measure,
      @RequestParam String org,
      @RequestParam MultiValueMap<String, String> all,
      @RequestParam(defaultValue = "") String back,
      @RequestParam(defaultValue = "") String sort,
      @RequestParam(defaultValue = "1") int page) {
    var asked = asked(measure, org, all);
    var known = Known.of(asked.view.knownAt(), ledger);
    // Only a page of this site is ever gone back to.
    var returnTo = back.startsWith("/figures/") ? back : "";
    var base = CellAddress.of(asked.cell, asked.view).withIf(!returnTo.isEmpty(), "back", returnTo);
    if (!asked.cell.isSum()) {
      return taken(asked, known, base, page, returnTo);
    }
    var order = Sort.of(sort, "day", Postings.SHEET.keySet(), base);
    var sheet = ledger.sheet(asked.cell, asked.view, order, offset(page), PAGE_SIZE);
    var paging = Paging.of(page, PAGE_SIZE, sheet.count(), order.address());
    if (paging.offset() != offset(page)) {
      sheet = ledger.sheet(asked.cell, asked.view, order, paging.offset(), PAGE_SIZE);
    }
    var unit = asked.measure.unit();
    return new ModelAndView(
        "ledger/postings",
        "page",
        new PostingsPage(
            asked.measure,
            asked.org,
            asked.cell,
            known,
            CellAddress.story(asked.cell, asked.view).text(),
            rows.of(sheet.postings(), asked.view.knownAt()),
            InFull.columnUnit(unit).symbol(),
            Words.number(InFull.inColumn(sheet.sum(), unit)),
            InFull.of(sheet.sum(), unit),
            paging,
            order,
            returnTo));
  }

  /** What a count or a percentile was taken from. */
  private ModelAndView taken(Asked asked, Known known, Address base, int page, String back) {
    var found = ledger.taken(asked.cell, asked.view, offset(page), PAGE_SIZE);
    var all = found.isEmpty() ? 0 : found.getFirst().of();
    var amount = ledger.amount(asked.cell, asked.view);
    var picked =
        asked.cell.take() instanceof Cell.Take.Percentile(var percent)
            ? (all * percent + 99) / 100
            : 0;
    var unit = asked.measure.unit();
    return new ModelAndView(
        "ledger/taken",
        "page",
        new TakenPage(
            asked.measure,
            asked.org,
            asked.cell,
            known,
            CellAddress.story(asked.cell, asked.view).text(),
            CellAddress.of(
                    new Cell(asked.cell.measure(), asked.cell.filters(), asked.cell.when()),
                    asked.view)
                .text(),
            found.stream()
                .map(each ->
                    new TakenPage.Row(
                        each.rank(),
                        each.record().map(record -> rows.kind(record.kind())),
                        each.record().map(RecordRef::id).orElse(0L),
                        each.record()
                            .map(CellAddress::of)
                            .orElseGet(() -> ofSubject(asked, each.subject().orElse(""))),
                        each.subject().map(rows::name).orElse(""),
                        Words.number(InFull.inColumn(each.quantity(), unit)),
                        each.rank() == picked))
                .toList(),
            InFull.columnUnit(unit).symbol(),
            amount.map(is -> InFull.of(is, asked.measure.unit(asked.cell))).orElse(""),
            Paging.of(page, PAGE_SIZE, all, base),
            back));
  }

  private static String ofSubject(Asked asked, String subject) {
    var filters = new ArrayList<>(asked.cell.filters());
    filters.add(Filter.only(Filter.SUBJECT, subject));
    return CellAddress.of(new Cell(asked.cell.measure(), filters, asked.cell.when()), asked.view)
        .text();
  }

  @GetMapping("/postings/story")
  ModelAndView story(
      @RequestParam String measure,
      @RequestParam String org,
      @RequestParam MultiValueMap<String, String> all,
      @RequestParam(defaultValue = "1") int page) {
    var asked = asked(measure, org, all);
    var size = StoryRows.PAGE_SIZE;
    var story =
        ledger.story(
            List.of(asked.cell),
            asked.view,
            Math.clamp((page - 1L) * size, 0, Integer.MAX_VALUE),
            size,
            view -> ledger.amount(asked.cell, view));
    return new ModelAndView(
        "ledger/story",
        "page",
        new StoryPage(
            asked.measure,
            asked.org,
            asked.cell,
            CellAddress.of(asked.cell, asked.view).text(),
            stories.of(
                story,
                amount ->
                    amount.map(sum -> InFull.of(sum, asked.measure.unit(asked.cell))).orElse("")),
            Paging.of(page, size, story.count(), CellAddress.story(asked.cell, asked.view))));
  }

  private static int offset(int page) {
    return Math.clamp((page - 1L) * PAGE_SIZE, 0, Integer.MAX_VALUE);
  }

  private static Filter filter(Measure measure, String text) {
    var filter = CellAddress.filter("filter", text);
    if (!filter.dimension().equals(Filter.SUBJECT)
        && !measure.type().dimensions().containsKey(filter.dimension())) {
      throw new BadParameter(
          "filter",
          "计量项 " + measure.id() + " 没有维度 " + filter.dimension(),
          measure.id() + " has no dimension " + filter.dimension());
    }
    return filter;
  }

  @GetMapping("/records/{kind}/{id}")
  ModelAndView record(
      @PathVariable String kind,
      @PathVariable long id,
      @RequestParam(defaultValue = "") String known) {
    var record = new RecordRef(kind, id);
    var card =
        sources.stream()
            .flatMap(source -> source.card(record).stream())
            .findFirst()
            .orElseThrow(() -> new NotFound("没有这条记录：" + record, "there is no record " + record));
    var then = Known.of(Known.read(known), ledger);
    var history =
        ledger.history(record).stream()
            .filter(posting -> then.at().filter(posting.postedAt()::isAfter).isEmpty())
            .toList();
    return new ModelAndView(
        "ledger/record",
        "page",
        new RecordPage(record, card, org(card.org()), then, rows.of(history, then.at())));
  }

  private Label org(String whose) {
    var view = View.of(whose);
    if (view.isEverywhere()) {
      return new Label("全部单位", "All organisations");
    }
    var code = view.org();
    return organisations
        .find(code)
        .map(found -> Organisations.label(found, view.below()))
        .orElseThrow(
            () -> new BadParameter("org", "没有这个单位：" + code, "there is no organisation " + code));
  }
}
