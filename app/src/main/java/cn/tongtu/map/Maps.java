package cn.tongtu.map;

import cn.tongtu.shared.Label;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Puts maps together (制图): the ground that every map shows, and what a page adds. */
@Component
public class Maps {
  private final List<MapOffer> offers;

  Maps(List<MapOffer> offers) {
    this.offers = offers;
  }

  /** The page's own layers upon the ground; the map opens at the last of them. */
  public MapView of(String id, Label label, List<Layer> own) {
    return new MapView(
        id,
        label,
        Stream.concat(layers(true), own.stream()).toList(),
        own.isEmpty() ? "" : own.getLast().id(),
        Optional.empty());
  }

  /** Everything that any feature offers. */
  MapView all(Label label) {
    return new MapView(
        "county", label, Stream.concat(layers(true), layers(false)).toList(), "", Optional.empty());
  }

  private Stream<Layer> layers(boolean base) {
    return offers.stream()
        .filter(offer -> offer.base() == base)
        .flatMap(offer -> offer.layers().stream());
  }
}
