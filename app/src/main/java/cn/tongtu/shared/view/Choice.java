package cn.tongtu.shared.view;

import cn.tongtu.shared.Words;
import java.util.List;
import java.util.function.Function;

/**
 * One of what can be chosen (选项).
 *
 * @param note what tells it from its namesakes, such as an account or a code
 * @param depth how far below the top of a tree; 0 in a plain list
 */
public record Choice(String value, String text, String note, int depth) {
  public static Choice of(String value, String text) {
    return new Choice(value, text, "", 0);
  }

  /** The constants of an enum or other codes, named by the messages below {@code prefix}. */
  public static List<Choice> named(List<String> codes, String prefix, Words w) {
    return list(codes, Function.identity(), code -> w.get(prefix + code));
  }

  public static List<Choice> plain(List<String> values) {
    return list(values, Function.identity(), Function.identity());
  }

  public static <T> List<Choice> list(
      List<T> things, Function<T, String> value, Function<T, String> text) {
    return things.stream().map(one -> of(value.apply(one), text.apply(one))).toList();
  }
}
