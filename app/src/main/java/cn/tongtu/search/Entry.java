package cn.tongtu.search;

import java.util.List;

/**
 * Something that can be found (检索条目).
 *
 * @param kind of what it is one (类别), such as {@code project}; messages name it
 * @param ref which of its kind
 * @param words what else it is called: codes, aliases
 * @param actions whoever may do one of these somewhere finds it; none for everybody signed in
 */
public record Entry(
    String kind,
    String ref,
    String title,
    String english,
    String words,
    String detail,
    String href,
    List<String> actions) {
  public static Entry of(String kind, Object ref, String title, String href) {
    return new Entry(kind, ref.toString(), title, "", "", "", href, List.of());
  }

  public Entry english(String name) {
    return new Entry(kind, ref, title, name, words, detail, href, actions);
  }

  public Entry words(Iterable<String> others) {
    return new Entry(kind, ref, title, english, String.join(" ", others), detail, href, actions);
  }

  public Entry detail(String text) {
    return new Entry(kind, ref, title, english, words, text, href, actions);
  }

  public Entry onlyFor(List<String> allowed) {
    return new Entry(kind, ref, title, english, words, detail, href, allowed);
  }
}
