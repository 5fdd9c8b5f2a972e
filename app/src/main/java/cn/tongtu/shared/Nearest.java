package cn.tongtu.shared;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The known word that a mistyped one was likely meant to be, for the message that refuses it. */
public final class Nearest {
  private Nearest() {}

  public static Optional<String> to(String unknown, Collection<String> known) {
    return known.stream()
        .filter(word -> distance(unknown, word) <= Math.max(2, unknown.length() / 3))
        .min(
            Comparator.<String>comparingInt(word -> distance(unknown, word))
                .thenComparing(word -> word));
  }

  /** Levenshtein's distance: insertions, deletions and replacements from one to the other. */
  private static int distance(String one, String other) {
    var row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      var diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        var replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
