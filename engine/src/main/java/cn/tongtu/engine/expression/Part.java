package cn.tongtu.engine.expression;

import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A part of an expression that has its kind and can be worked out. Numbers run in base units, yes
 * and no as Boolean, rows as List.
 */
record Part(Kind kind, Step step) {

  /** Works a part out; null is nothing. */
  interface Step {
    @Nullable Object of(Scope scope);

    /** An unanswered yes-or-no counts as no. */
    default boolean holds(Scope scope) {
      return Boolean.TRUE.equals(of(scope));
    }
  }

  /** A record, or a row inside the record it belongs to. */
  record Scope(Map<?, ?> values, @Nullable Scope outer, LocalDate today, Workdays workdays) {
    Scope row(Object row) {
      return new Scope(row instanceof Map<?, ?> map ? map : Map.of(), this, today, workdays);
    }
  }

  /** What a name stands for, so many levels further out. */
  record Look(String name, Kind kind, int up) implements Step {
    @Override
    public @Nullable Object of(Scope scope) {
      var level = scope;
      for (int i = 0; i < up; i++) {
        level = Objects.requireNonNull(level.outer);
      }
      var given = level.values.get(name);
      return given == null ? null : Values.taken(name, kind, given);
    }
  }

  /** Of two known values; where either is nothing, so is the outcome. */
  interface OfTwo {
    @Nullable Object of(Object left, Object right);
  }

  static Step both(Part left, Part right, OfTwo ofTwo) {
    return scope -> {
      var first = left.step.of(scope);
      if (first == null) {
        return null;
      }
      var second = right.step.of(scope);
      return second == null ? null : ofTwo.of(first, second);
    };
  }

  interface OfOne {
    @Nullable Object of(Object value);
  }

  static Step one(Part inner, OfOne ofOne) {
    return scope -> {
      var value = inner.step.of(scope);
      return value == null ? null : ofOne.of(value);
    };
  }
}
