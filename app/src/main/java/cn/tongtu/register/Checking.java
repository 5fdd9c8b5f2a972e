package cn.tongtu.register;

import cn.tongtu.shared.Mistakes;
import cn.tongtu.shared.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Checks what was written down for a record against the register's declaration (登记核对), for a form,
 * a move and a row of a file alike.
 *
 * @param accounts who is meant by what was written
 * @param subjects whether something is called like this
 */
record Checking(
    Register register, Function<String, Optional<String>> accounts, Predicate<String> subjects) {

  /**
   * The record as it would be; what is wrong is among the mistakes, and computed fields are worked
   * out only where nothing is.
   *
   * @param before empty of values for a new one
   * @param typed a text a field: an empty one takes away what there is, and what is not named stays
   */
  Entry after(
      Entry before, Map<String, String> typed, Predicate<Field> required, Mistakes mistakes) {
    var values = new LinkedHashMap<>(before.values());
    for (var field : register.fields().values()) {
      var text = typed.get(field.id());
      if (text != null && !register.given(field.id())) {
        put(field, text.strip(), values, mistakes);
      }
      if (required.test(field) && !register.given(field.id())) {
        var _ =
            mistakes.unless(
                values.containsKey(field.id()),
                field.id(),
                "请填写" + field.label().chinese(),
                field.label().english() + " is missing");
      }
    }
    var after = before.holding(values);
    return mistakes.none() ? after.holding(Facts.worked(register, after)) : after;
  }

  private void put(Field field, String text, Map<String, Object> values, Mistakes mistakes) {
    if (text.isEmpty()) {
      values.remove(field.id());
      return;
    }
    mistakes
        .read(field.id(), () -> read(field, text))
        .ifPresent(value -> {
          // What reads the same is the same: 12.50 in the register, 12.5 in the file.
          var held = values.get(field.id());
          if (held == null || !field.text(held).equals(field.text(value))) {
            values.put(field.id(), value);
          }
        });
  }

  private Object read(Field field, String text) {
    try {
      Refusal.unless(
          text.length() <= field.most(),
          "最多 %d 字，现有 %d 字".formatted(field.most(), text.length()),
          "at most %d characters, there are %d".formatted(field.most(), text.length()));
      return switch (field.type()) {
        case FieldType.Person() ->
            accounts
                .apply(text)
                .orElseThrow(() -> new Refusal("没有账号 " + text, "nobody has the account " + text));
        case FieldType.Project() -> {
          Refusal.unless(
              subjects.test(text),
              "没有代码为“%s”的项目".formatted(text),
              "there is no project with the code “%s”".formatted(text));
          yield text;
        }
        default -> field.type().read(text);
      };
    } catch (Refusal refusal) {
      throw new Refusal(
          field.label().chinese() + "：" + refusal.chinese(),
          field.label().english() + ": " + refusal.english());
    }
  }

  /** What has changed may be changed as the record stands. */
  void requireEditable(Entry before, Entry after, Mistakes mistakes) {
    for (var field : register.fields().values()) {
      var same = Objects.equals(before.values().get(field.id()), after.values().get(field.id()));
      var _ =
          mistakes.unless(
              same || register.given(field.id()) || register.life().mayEdit(before, field.id()),
              field.id(),
              "“%s”状态下不能修改%s"
                  .formatted(
                      register
                          .life()
                          .state(before)
                          .map(state -> state.label().chinese())
                          .orElse(""),
                      field.label().chinese()),
              field.label().english() + " may not be changed in this state");
    }
  }

  /** Another record holds what only one may. */
  static void twin(Field field, Object value, long twin, Mistakes mistakes) {
    var _ =
        mistakes.unless(
            false,
            field.id(),
            "%s“%s”已登记在第 %d 号记录".formatted(field.label().chinese(), field.text(value), twin),
            "record %d has the same %s".formatted(twin, field.label().english()));
  }
}
