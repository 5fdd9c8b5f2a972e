package cn.tongtu.shared;

import java.util.Optional;

/** Whoever has something to offer on the first page (首页入口); the shell does not know who. */
public interface HomeOffer {
  /** Empty when there is nothing to see. */
  Optional<Offer> offer();

  record Offer(Label title, Label text, String href) {}
}
