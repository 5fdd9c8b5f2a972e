package cn.tongtu.pack;

import cn.tongtu.shared.Nearest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedSet;

/**
 * The dictionaries declared in the packs (字典): closed lists of words that registers, projects and
 * measures share, so that one word means one thing. A county's own pack adds words with {@code
 * more}.
 */
public class Dictionaries {
  private final Map<String, WordList> words = new LinkedHashMap<>();

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
      for (var word : entry.items("more")) {
        known = known.with(word);
      }
      words.put(id, known);
      return;
    }
    if (known != null) {
      throw entry.problem(
          "字典重复：" + id + "，增补请用 more", "declared twice, add to it with more: " + id);
    }
    entry.text("label");
    entry.text("english");
    words.put(id, WordList.of(entry.get("of")));
  }

  /**
   * The words of the dictionary that this place in a pack names, in their order.
   *
   * @throws PackProblem when there is no such dictionary, with the one perhaps meant
   */
  public SequencedSet<String> named(PackNode place) {
    return list(place).words();
  }

  /** The same with what was renamed and what is out of use. */
  public WordList list(PackNode place) {
    var found = words.get(place.text());
    if (found == null) {
      throw place.problem(
          "没有字典 " + place.text() + meant(place.text()), "no such dictionary: " + place.text());
    }
    return found;
  }

  private String meant(String unknown) {
    return Nearest.to(unknown, words.keySet()).map(near -> "，是否为 " + near + "？").orElse("");
  }
}
