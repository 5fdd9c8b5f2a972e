package cn.tongtu.subscription;

import cn.tongtu.form.Answers;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Label;
import cn.tongtu.subscription.view.SubscriptionsPage;
import cn.tongtu.subscription.view.SubscriptionsPage.Offer;
import cn.tongtu.subscription.view.SubscriptionsPage.Row;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** One's own subscriptions: begun where something is looked at, and ended here. */
@Controller
class SubscriptionPages {
  private static final String PATH = "/me/subscriptions";

  private final Subscriptions subscriptions;

  SubscriptionPages(Subscriptions subscriptions) {
    this.subscriptions = subscriptions;
  }

  @GetMapping(PATH)
  ModelAndView list(@RequestParam(defaultValue = "") String of, Actor.Staff actor) {
    var mine = subscriptions.of(actor.id());
    var meant =
        of.isEmpty()
            ? Optional.<Subscriptions.Subscription>empty()
            : Optional.of(subscriptions.meant(of, actor.id()));
    var has = meant.filter(one -> mine.stream().anyMatch(held -> held.href().equals(one.href())));
    return new ModelAndView(
        "subscription/list",
        "page",
        new SubscriptionsPage(
            mine.stream()
                .map(one -> new Row(one.id(), subscriptions.words(one), one.href()))
                .toList(),
            has.isPresent()
                ? Optional.empty()
                : meant.map(one -> new Offer(subscriptions.words(one), one.href())),
            has.map(subscriptions::words)));
  }

  @PostMapping(PATH)
  ModelAndView add(
      @RequestParam(defaultValue = "") String of, HttpServletRequest request, Actor.Staff actor) {
    subscriptions.add(of, actor);
    Answers.tell(request, new Label("已订阅", "Subscribed"));
    return Answers.seeOther(PATH);
  }

  @PostMapping(PATH + "/{number:\\d{1,18}}/end")
  ModelAndView end(@PathVariable long number, HttpServletRequest request, Actor.Staff actor) {
    subscriptions.end(number, actor);
    Answers.tell(request, new Label("已取消订阅", "Unsubscribed"));
    return Answers.seeOther(PATH);
  }
}
