package cn.tongtu.map;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.springframework.http.ResponseEntity;

/**
 * The answers of a layer (图层数据缓存), kept as long as its features stay the same and while there is
 * room: the window longest not asked for goes first.
 */
public final class KeptAnswers {
  private static final long MOST_BYTES = 24_000_000;

  private final LongSupplier edition;
  private final Function<Optional<Window>, List<String>> features;
  private final Map<Optional<Window>, FeatureAnswer> kept = new LinkedHashMap<>(16, 0.75f, true);
  private long keptEdition = -1;
  private long bytes;

  /**
   * @param edition a number that differs whenever a feature was added or changed
   * @param features in a window, or all of them, in the order in which they are drawn
   */
  public KeptAnswers(LongSupplier edition, Function<Optional<Window>, List<String>> features) {
    this.edition = edition;
    this.features = features;
  }

  /** One at a time: whoever comes while an answer is being made waits for it and shares it. */
  public synchronized ResponseEntity<byte[]> answer(Optional<Window> window) {
    // Read before the features: what is added in between is found by the next who asks.
    var now = edition.getAsLong();
    if (now != keptEdition) {
      kept.clear();
      bytes = 0;
      keptEdition = now;
    }
    var answer = kept.get(window);
    if (answer == null) {
      answer = FeatureAnswer.json(GeoJson.collection(features.apply(window)));
      kept.put(window, answer);
      bytes += answer.size();
      makeRoom();
    }
    return answer.answer();
  }

  private void makeRoom() {
    var oldest = kept.values().iterator();
    while (bytes > MOST_BYTES && kept.size() > 1) {
      bytes -= oldest.next().size();
      oldest.remove();
    }
  }
}
