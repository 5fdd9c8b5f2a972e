package cn.tongtu.feed;

import cn.tongtu.feed.view.FeedPage;
import cn.tongtu.form.Answers;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.Words;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.springframework.context.MessageSource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** One's own calendar feed: its address, and what calendars read there. */
@Controller
class FeedPages {
  private static final String PAGE = "/me/calendar";
  private static final MediaType CALENDAR =
      new MediaType("text", "calendar", StandardCharsets.UTF_8);

  private final Feeds feeds;
  private final MessageSource messages;

  FeedPages(Feeds feeds, MessageSource messages) {
    this.feeds = feeds;
    this.messages = messages;
  }

  @GetMapping(PAGE)
  ModelAndView page(Actor.Staff actor) {
    return page(actor, Optional.empty());
  }

  private ModelAndView page(Actor.Staff actor, Optional<String> address) {
    var kept = feeds.find(actor.id());
    return new ModelAndView(
        "feed/feed",
        "page",
        new FeedPage(
            address,
            kept.map(Feeds.Kept::madeAt),
            kept.flatMap(Feeds.Kept::readAt),
            feeds.deadlines(actor)));
  }

  @PostMapping(PAGE)
  ModelAndView renew(Actor.Staff actor) {
    return page(actor, Optional.of(base() + "/feed/" + feeds.renew(actor) + ".ics"));
  }

  @PostMapping(PAGE + "/end")
  ModelAndView end(HttpServletRequest request, Actor.Staff actor) {
    feeds.end(actor);
    Answers.tell(request, new Label("已停止", "Stopped"));
    return Answers.seeOther(PAGE);
  }

  /** A calendar brings no sign-in; who has the address reads what its person would. */
  @GetMapping("/feed/{secret:[A-Za-z0-9_-]{32}}.ics")
  ResponseEntity<String> read(
      @PathVariable String secret, Locale locale, HttpServletRequest request) {
    var reader =
        feeds
            .reader(secret, request.getRemoteAddr())
            .orElseThrow(() -> new NotFound("没有这个日历", "there is no such calendar"));
    var words = new Words(messages, locale);
    return ResponseEntity.ok()
        .contentType(CALENDAR)
        .cacheControl(CacheControl.noCache().cachePrivate())
        .body(Ics.of(words.get("feed.calendar"), feeds.events(reader, words, base())));
  }

  private static String base() {
    return ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString();
  }
}
