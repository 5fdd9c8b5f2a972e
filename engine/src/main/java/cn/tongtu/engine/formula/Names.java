package cn.tongtu.engine.formula;

import java.util.Collection;
import java.util.Optional;

/** What the names in a formula stand for. */
public interface Names {
  Optional<MeasureType> measure(String id);

  Optional<Formula> indicator(String id);

  /** The known name that the writer may have meant, for the message of an error. */
  default Optional<String> nearest(String unknown) {
    return Optional.empty();
  }

  /** The one of these that the writer may have meant. */
  default Optional<String> nearest(String unknown, Collection<String> known) {
    return Optional.empty();
  }
}
