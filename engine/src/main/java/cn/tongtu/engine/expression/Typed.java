package cn.tongtu.engine.expression;

import cn.tongtu.engine.value.Ratio;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * An expression whose kind and unit are known and which therefore can be worked out on any record
 * (已定型的表达式). It never fails, and always ends: what cannot be worked out is nothing (空).
 */
public final class Typed {
  private final String text;
  private final Part part;
  private final SequencedSet<String> reads;
  private final boolean readsToday;

  Typed(String text, Part part, SequencedSet<String> reads, boolean readsToday) {
    this.text = text;
    this.part = part;
    this.reads = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(reads));
    this.readsToday = readsToday;
  }

  /** What it yields; a number also tells its unit. */
  public Kind kind() {
    return part.kind();
  }

  /** The names of the record that it reads, in the order in which they stand; of its rows none. */
  public SequencedSet<String> reads() {
    return reads;
  }

  /** Whether its value may be another one tomorrow though the record is the same. */
  public boolean readsToday() {
    return readsToday;
  }

  /**
   * Its value for a record: Ratio in the unit of {@link #kind()}, String, LocalDate, YearMonth or
   * Boolean; null is nothing. A name that {@code values} does not have is nothing, as is a number
   * of more than 1,000 digits.
   *
   * @param values what the fields hold, each as its {@link Kind} says
   * @throws IllegalArgumentException when a value is not of the class that its field's kind says
   */
  public @Nullable Object value(Map<String, ?> values, LocalDate today, Workdays workdays) {
    var value = part.step().of(new Part.Scope(values, null, today, workdays));
    return value instanceof Ratio amount && part.kind() instanceof Kind.Number(var unit)
        ? Numbers.tidy(amount.dividedBy(unit.worth()))
        : value;
  }

  /** Whether a condition holds: a gate, a visible-if. Nothing does not hold. */
  public boolean holds(Map<String, ?> values, LocalDate today, Workdays workdays) {
    return Boolean.TRUE.equals(value(values, today, workdays));
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }
}
