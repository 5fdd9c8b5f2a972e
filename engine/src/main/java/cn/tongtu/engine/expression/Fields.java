package cn.tongtu.engine.expression;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BiFunction;

/**
 * What the names in an expression stand for (字段表): the fields of one record with their kinds, and
 * how to find the known name that a mistyped one was likely meant to be.
 */
public record Fields(
    SequencedMap<String, Kind> kinds,
    BiFunction<String, Collection<String>, Optional<String>> nearest) {
  public Fields {
    kinds = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(kinds));
  }

  public static Fields of(Map<String, Kind> kinds) {
    return new Fields(new LinkedHashMap<>(kinds), (_, _) -> Optional.empty());
  }

  Fields with(String name, Kind kind) {
    var more = new LinkedHashMap<>(kinds);
    more.putIfAbsent(name, kind);
    return new Fields(more, nearest);
  }
}
