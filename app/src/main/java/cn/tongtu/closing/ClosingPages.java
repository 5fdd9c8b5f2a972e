package cn.tongtu.closing;

import cn.tongtu.closing.Books.State;
import cn.tongtu.closing.view.ClosingPage;
import cn.tongtu.closing.view.ClosingPage.Box;
import cn.tongtu.closing.view.ClosingPage.Row;
import cn.tongtu.closing.view.MonthPage;
import cn.tongtu.form.Answers;
import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Organisations;
import cn.tongtu.identity.Placed;
import cn.tongtu.ledger.Revisions;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Address;
import cn.tongtu.shared.BadParameter;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Mistakes;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.Words;
import cn.tongtu.shared.view.Typed;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The grid of organisations and months, and one month with what may be done about closing it. */
@Controller
class ClosingPages {
  private static final int FIRST_YEAR = 1949;
  private static final int LAST_YEAR = 2100;

  private final Closing closing;
  private final Closings closings;
  private final Revisions revisions;
  private final Tasks tasks;
  private final Organisations organisations;
  private final Clock clock = Clock.system(Words.CHINA);

  ClosingPages(
      Closing closing,
      Closings closings,
      Revisions revisions,
      Tasks tasks,
      Organisations organisations) {
    this.closing = closing;
    this.closings = closings;
    this.revisions = revisions;
    this.tasks = tasks;
    this.organisations = organisations;
  }

  @GetMapping("/closing")
  ModelAndView grid(@RequestParam @Nullable Integer year, Actor actor) {
    if (year != null && (year < FIRST_YEAR || year > LAST_YEAR)) {
      throw new BadParameter("year", "年度应为四位数字，如 2023", "a year like 2023");
    }
    var closed = closings.closedThrough();
    var shown =
        year != null
            ? year
            : closed.values().stream()
                .max(YearMonth::compareTo)
                .map(last -> last.plusMonths(1).getYear())
                .orElse(YearMonth.now(clock).getYear());
    var orgs = organisations.list();
    var parents = organisations.parents(LocalDate.of(shown, 12, 31));
    var last =
        closings.last(shown).stream()
            .collect(Collectors.toMap(event -> event.org() + event.month(), event -> event));
    var revised = revised(shown);
    return new ModelAndView(
        "closing/grid",
        "page",
        new ClosingPage(
            shown,
            Placed.of(orgs, parents).stream()
                .map(placed ->
                    new Row(
                        placed.organisation().code(),
                        label(placed.organisation()),
                        placed.depth(),
                        IntStream.rangeClosed(1, 12)
                            .mapToObj(month ->
                                box(
                                    placed.organisation().code(),
                                    YearMonth.of(shown, month),
                                    closed,
                                    last,
                                    revised))
                            .toList()))
                .toList(),
            tasks.of(actor, orgs, closed),
            revised.values().stream().mapToLong(Long::longValue).sum()));
  }

  private Box box(
      String org,
      YearMonth month,
      Map<String, YearMonth> closed,
      Map<String, ClosingEvent> last,
      Map<String, Long> revised) {
    var event = Optional.ofNullable(last.get(org + month));
    var books =
        new Books(
            org,
            month,
            Optional.ofNullable(closed.get(org)),
            event.map(List::of).orElse(List.of()),
            List.of());
    return new Box(
        String.valueOf(month.getMonthValue()),
        month.isBefore(YearMonth.now(clock)) ? books.state().name() : "NOT_OVER",
        "/closing/" + org + "/" + month,
        event.map(done -> LocalDate.ofInstant(done.at(), Words.CHINA).toString()).orElse(""),
        event.map(ClosingEvent::actor).orElse(""),
        revised.getOrDefault(org + month, 0L),
        Address.of("/revisions").with("org", org).with("month", month).text());
  }

  /** By organisation and month. */
  private Map<String, Long> revised(int year) {
    return revisions.counts(year).stream()
        .collect(Collectors.toMap(count -> count.org() + count.month(), Revisions.Count::postings));
  }

  @GetMapping("/closing/{org}/{month}")
  ModelAndView month(@PathVariable String org, @PathVariable String month, Actor actor) {
    return page(org, month(month), Typed.NOTHING, actor);
  }

  @PostMapping("/closing/{org}/{month}/{deed}")
  ModelAndView act(
      @PathVariable String org,
      @PathVariable String month,
      @PathVariable String deed,
      @RequestParam(defaultValue = "") String why,
      HttpServletRequest request,
      Actor actor) {
    var of = month(month);
    return Answers.form(
        MonthPage.FORM,
        request,
        () -> {
          switch (deed) {
            case "propose" -> closing.propose(org, of, actor);
            case "sign" -> closing.signOff(org, of, actor);
            case "return" -> {
              new Mistakes().needs("why", why, "请写明退回原因", "say why it is sent back").tell();
              closing.sendBack(org, of, why, actor);
            }
            default -> throw new NotFound("没有这项操作", "there is no such deed");
          }
        },
        "/closing/" + org + "/" + of,
        typed -> page(org, of, typed, actor));
  }

  private ModelAndView page(String org, YearMonth month, Typed typed, Actor actor) {
    var named =
        organisations
            .find(org)
            .orElseThrow(() -> new NotFound("没有这个单位：" + org, "there is no organisation " + org));
    var books = closing.books(org, month);
    var state = month.isBefore(YearMonth.now(clock)) ? books.state().name() : "NOT_OVER";
    return new ModelAndView(
        "closing/month",
        "page",
        new MonthPage(
            org,
            label(named),
            month.toString(),
            Books.both(month),
            state,
            books.events(),
            books.openBelow(),
            tasks.may(actor, Closing.PROPOSE, org),
            tasks.may(actor, Closing.SIGN, org) && !books.proposedBy(actor),
            hindered(books, actor),
            books.events().isEmpty()
                ? 0
                : closings.postedSince(org, month, books.events().getLast().at()),
            revised(month.getYear()).getOrDefault(org + month, 0L),
            typed));
  }

  /** Why the next step cannot be taken now, by anybody. */
  private Optional<Label> hindered(Books books, Actor actor) {
    try {
      if (books.state() == State.PROPOSED) {
        books.checkSignOff(actor);
      } else if (books.state() != State.CLOSED) {
        books.checkProposal(YearMonth.now(clock));
      }
      return Optional.empty();
    } catch (Refusal refused) {
      return Optional.of(new Label(refused.chinese(), refused.english()));
    }
  }

  static Label label(Organisation org) {
    return new Label(org.name(), org.english());
  }

  static YearMonth month(String text) {
    try {
      var month = YearMonth.parse(text);
      if (month.getYear() < FIRST_YEAR || month.getYear() > LAST_YEAR) {
        throw new DateTimeException("no year that anybody keeps records of");
      }
      return month;
    } catch (DateTimeException malformed) {
      throw new BadParameter(
          "month", "“" + text + "”应为月份，如 2023-03", "“" + text + "” is not a month like 2023-03");
    }
  }
}
