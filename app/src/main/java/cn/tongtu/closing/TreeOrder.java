package cn.tongtu.closing;

import cn.tongtu.identity.Organisation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Organisations as their tree is read: each below the one it belongs to (隶属次序). */
final class TreeOrder {
  private TreeOrder() {}

  record Placed(Organisation org, int depth) {}

  static List<Placed> of(List<Organisation> orgs, Map<String, String> parents) {
    var placed = new ArrayList<Placed>();
    orgs.stream()
        .filter(org -> !parents.containsKey(org.code()))
        .forEach(root -> lay(root, 0, orgs, parents, placed));
    return placed;
  }

  private static void lay(
      Organisation org,
      int depth,
      List<Organisation> orgs,
      Map<String, String> parents,
      List<Placed> into) {
    into.add(new Placed(org, depth));
    orgs.stream()
        .filter(below -> org.code().equals(parents.get(below.code())))
        .forEach(below -> lay(below, depth + 1, orgs, parents, into));
  }
}
