package cn.tongtu.pack;

import cn.tongtu.shared.Nearest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;

/**
 * The dictionaries declared in the packs (字典): closed lists of words that registers, projects and
 * measures share, so that one word means one thing. A county's own pack adds words with {@code
 * more}.
 */
public class Dictionaries {
  private final Map<String, SequencedSet<String>> words = new LinkedHashMap<>();

  public Dictionaries(Packs packs) {
    packs.read("dictionaries", "dictionaries", this::declare);
  }

  private void declare(String id, PackNode entry) {
    entry.only("label", "english", "of", "more");
    var known = words.get(id);
    if (entry.find("more").isPresent()) {
      if (known == null) {
        throw entry.problem("没有可增补的字典：" + id + meant(id), "no such dictionary to add to: " + id);
      }
      entry.items("more").forEach(word -> add(known, word));
      return;
    }
    if (known != null) {
      throw entry.problem(
          "字典重复：" + id + "，增补请用 more", "declared twice, add to it with more: " + id);
    }
    entry.text("label");
    entry.text("english");
    var listed = new LinkedHashSet<String>();
    entry.get("of").items().forEach(word -> add(listed, word));
    words.put(id, listed);
  }

  private static void add(SequencedSet<String> listed, PackNode word) {
    if (!listed.add(word.text())) {
      throw word.problem("字典里已有：" + word.text(), "stands there already: " + word.text());
    }
  }

  /**
   * The words of the dictionary that this place in a pack names, in their order.
   *
   * @throws PackProblem when there is no such dictionary, with the one perhaps meant
   */
  public SequencedSet<String> named(PackNode place) {
    var found = words.get(place.text());
    if (found == null) {
      throw place.problem(
          "没有字典 " + place.text() + meant(place.text()), "no such dictionary: " + place.text());
    }
    return Collections.unmodifiableSequencedSet(found);
  }

  private String meant(String unknown) {
    return Nearest.to(unknown, words.keySet()).map(near -> "，是否为 " + near + "？").orElse("");
  }
}
