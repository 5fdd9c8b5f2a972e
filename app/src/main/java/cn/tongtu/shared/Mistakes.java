package cn.tongtu.shared;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;

/**
 * What is wrong with a form that was sent (逐项核对), gathered field by field so that all of it is told
 * at once; of each field the first mistake.
 */
public final class Mistakes {
  private final SequencedMap<String, Label> found = new LinkedHashMap<>();

  public Mistakes unless(boolean holds, String field, String chinese, String english) {
    if (!holds) {
      found.putIfAbsent(field, new Label(chinese, english));
    }
    return this;
  }

  public Mistakes needs(String field, String text, String chinese, String english) {
    return unless(!text.isBlank(), field, chinese, english);
  }

  /** What the reading gives, or nothing and its refusal beside the field. */
  public <T> Optional<T> read(String field, Supplier<T> reading) {
    try {
      return Optional.of(reading.get());
    } catch (Refusal refusal) {
      found.putIfAbsent(field, new Label(refusal.chinese(), refusal.english()));
      return Optional.empty();
    }
  }

  public Optional<LocalDate> day(String field, String text) {
    try {
      return Optional.of(LocalDate.parse(text.strip()));
    } catch (DateTimeException malformed) {
      var _ = unless(false, field, "请填写日期，如 2026-12-31", "a day like 2026-12-31");
      return Optional.empty();
    }
  }

  public boolean none() {
    return found.isEmpty();
  }

  public SequencedMap<String, Label> found() {
    return Collections.unmodifiableSequencedMap(found);
  }

  /**
   * @throws WrongField when anything was wrong, with all of it
   */
  public void tell() {
    if (!found.isEmpty()) {
      throw new WrongField(found);
    }
  }
}
