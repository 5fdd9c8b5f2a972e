package cn.tongtu.identity;

import cn.tongtu.shared.Words;
import cn.tongtu.shared.view.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An organisation where it is read in the tree (隶属次序): below the one it belongs to.
 *
 * @param depth 0 at the top
 */
public record Placed(Organisation organisation, int depth) {
  /**
   * @param parents the code of the one each stands below; one whose parent is not among them is
   *     read at the top
   */
  public static List<Placed> of(List<Organisation> organisations, Map<String, String> parents) {
    var known = organisations.stream().map(Organisation::code).collect(Collectors.toSet());
    var below =
        organisations.stream()
            .collect(
                Collectors.groupingBy(one -> {
                  var parent = parents.getOrDefault(one.code(), "");
                  return known.contains(parent) ? parent : "";
                }));
    var placed = new ArrayList<Placed>();
    lay("", 0, below, placed);
    return placed;
  }

  private static void lay(
      String parent, int depth, Map<String, List<Organisation>> below, List<Placed> into) {
    for (var one : below.getOrDefault(parent, List.of())) {
      into.add(new Placed(one, depth));
      lay(one.code(), depth + 1, below, into);
    }
  }

  /** As a list or picker offers it. */
  public Choice choice(Words w) {
    return new Choice(
        organisation.code(), w.of(organisation.name(), organisation.english()), "", depth);
  }
}
