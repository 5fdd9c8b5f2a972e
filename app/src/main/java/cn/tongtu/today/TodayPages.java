package cn.tongtu.today;

import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Address;
import cn.tongtu.shared.Crumb;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.Paging;
import cn.tongtu.shared.Words;
import cn.tongtu.shared.WrongField;
import cn.tongtu.today.view.NoticesPage;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/** The first page, and a person's own favourites and notices. */
@Controller
class TodayPages {
  private static final int PAGE_SIZE = 50;
  private static final int LONGEST = 300;

  private final Today today;
  private final Desks desks;
  private final Clock clock = Clock.system(Words.CHINA);

  TodayPages(Today today, Desks desks) {
    this.today = today;
    this.desks = desks;
  }

  @GetMapping("/")
  ModelAndView day(Actor.Staff person, Locale reader) {
    return new ModelAndView("today/today", "page", today.of(person, LocalDate.now(clock), reader));
  }

  @GetMapping("/notices")
  ModelAndView notices(@RequestParam(defaultValue = "1") int page, Actor.Staff person) {
    var paging = Paging.of(page, PAGE_SIZE, desks.count(person.id()), Address.of("/notices"));
    return new ModelAndView(
        "today/notices",
        "page",
        new NoticesPage(desks.notices(person.id(), paging.offset(), PAGE_SIZE), paging));
  }

  /** Following a notice reads it. */
  @PostMapping("/notices/{id}")
  RedirectView follow(@PathVariable long id, Actor.Staff person) {
    return to(
        desks
            .read(person.id(), id)
            .orElseThrow(() -> new NotFound("没有这条通知", "there is no such notice")));
  }

  @PostMapping("/notices/read")
  RedirectView readAll(Actor.Staff person) {
    desks.readAll(person.id());
    return to("/notices");
  }

  @PostMapping("/favourites")
  RedirectView favourite(
      @RequestParam(defaultValue = "") String href,
      @RequestParam(defaultValue = "") String title,
      @RequestParam(defaultValue = "false") boolean drop,
      Actor.Staff person) {
    if (drop) {
      ours(href);
      desks.drop(person.id(), href);
    } else {
      desks.keep(person.id(), page(href, title));
    }
    return to(href);
  }

  /** Told by the browser when a page was opened, so that the palette offers it on every machine. */
  @PostMapping("/recent")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void opened(
      @RequestParam(defaultValue = "") String href,
      @RequestParam(defaultValue = "") String title,
      Actor.Staff person) {
    desks.opened(person.id(), page(href, title));
  }

  private static Crumb page(String href, String title) {
    ours(href);
    WrongField.unless(!title.isBlank(), "title", "页面需要标题", "a page needs a title");
    var named = title.strip();
    return new Crumb(named.substring(0, Math.min(LONGEST, named.length())), href);
  }

  /** An address of ours, and not of another host: //elsewhere. */
  private static void ours(String href) {
    WrongField.unless(
        href.matches("/(?![/\\\\])\\S*") && href.length() <= LONGEST,
        "href",
        "只能收藏本系统的页面",
        "only pages of this product are kept");
  }

  private static RedirectView to(String href) {
    var redirect = new RedirectView(href);
    redirect.setStatusCode(HttpStatus.SEE_OTHER);
    return redirect;
  }
}
