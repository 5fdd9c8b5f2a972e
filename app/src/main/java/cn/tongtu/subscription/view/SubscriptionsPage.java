package cn.tongtu.subscription.view;

import cn.tongtu.shared.Label;
import java.util.List;
import java.util.Optional;

/**
 * One's own subscriptions (我的订阅).
 *
 * @param offered what one came from and has not subscribed to
 * @param here the one that one came from, when one has
 */
public record SubscriptionsPage(List<Row> rows, Optional<Offer> offered, Optional<Label> here) {
  public record Row(long id, Label what, String href) {}

  public record Offer(Label what, String href) {}
}
