package cn.tongtu.pack;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;

/**
 * A closed list of words (词表), of a dictionary or of a field's own. A word may have been another
 * one ({@code {word: 较大, was: 重要}}) and may have been taken out of use ({@code {word: 其他, retired:
 * true}}): it then stays where it stands and is given to nothing more.
 *
 * @param words all of them, in their order
 * @param retired those that are out of use
 * @param was by what a word was called before, the word
 */
public record WordList(SequencedSet<String> words, Set<String> retired, Map<String, String> was) {
  public WordList {
    words = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(words));
    retired = Set.copyOf(retired);
    was = Map.copyOf(was);
  }

  public static final WordList NONE = new WordList(new LinkedHashSet<>(), Set.of(), Map.of());

  /** A list that stands in a pack. */
  public static WordList of(PackNode list) {
    var all = NONE;
    for (var item : list.items()) {
      all = all.with(item);
    }
    return all;
  }

  WordList with(PackNode item) {
    if (item.isText()) {
      return with(item, item.text(), "", false);
    }
    var _ = item.only("word", "was", "retired");
    return with(
        item,
        item.text("word"),
        item.find("was").map(PackNode::text).orElse(""),
        item.yes("retired"));
  }

  private WordList with(PackNode place, String word, String former, boolean out) {
    if (words.contains(word)) {
      throw place.problem("已有：" + word, "stands there already: " + word);
    }
    if (words.contains(former) || was.containsKey(former)) {
      throw place.problem("原名 " + former + " 仍在使用", "the former word is still in use: " + former);
    }
    var all = new LinkedHashSet<>(words);
    all.add(word);
    var gone = new LinkedHashSet<>(retired);
    if (out) {
      gone.add(word);
    }
    var before = new LinkedHashMap<>(was);
    if (!former.isEmpty()) {
      before.put(former, word);
    }
    return new WordList(all, gone, before);
  }
}
