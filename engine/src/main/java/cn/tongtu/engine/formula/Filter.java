package cn.tongtu.engine.formula;

import java.util.SequencedSet;
import java.util.TreeSet;

/**
 * A filter on one dimension (口径): {@code mode=公路|铁路} keeps these members, {@code key!=市重大} all
 * others. The dimension {@code subject} stands for the thing the postings are about.
 */
public record Filter(String dimension, boolean except, SequencedSet<String> members) {
  public static final String SUBJECT = "subject";

  public Filter {
    members = java.util.Collections.unmodifiableSequencedSet(new TreeSet<>(members));
  }

  public static Filter only(String dimension, String member) {
    return new Filter(dimension, false, new TreeSet<>(java.util.List.of(member)));
  }

  @Override
  public String toString() {
    return dimension + (except ? "≠" : "=") + String.join("|", members);
  }
}
