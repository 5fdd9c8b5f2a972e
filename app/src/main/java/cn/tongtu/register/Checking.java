package cn.tongtu.register;

import cn.tongtu.shared.Mistakes;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.Words;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Checks what was written down for a record against the register's declaration (登记核对), for a form,
 * a move and a row of a file alike.
 */
record Checking(Register register, Names names) {

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
    }
    var hidden = hide(before, values, typed, mistakes);
    for (var field : register.fields().values()) {
      if (required.test(field) && !hidden.contains(field.id()) && !register.given(field.id())) {
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

  /** Takes away what is not asked for; what somebody has just typed there is not lost silently. */
  private Set<String> hide(
      Entry before, Map<String, Object> values, Map<String, String> typed, Mistakes mistakes) {
    var hidden = Facts.hidden(register, before.holding(values));
    // What is taken away may be what another field hangs on.
    for (int i = 0; i < register.visible().size(); i++) {
      for (var id : hidden) {
        var value = values.remove(id);
        if (value != null && typed.containsKey(id)) {
          var field = register.field(id);
          var held = before.values().get(id);
          var _ =
              mistakes.unless(
                  held != null && field.text(held).equals(field.text(value)),
                  id,
                  "按其他各项所填，此处不填" + field.label().chinese() + "，请清空",
                  "as the others are filled, %s is left empty".formatted(field.label().english()));
        }
      }
      hidden = Facts.hidden(register, before.holding(values));
    }
    return hidden;
  }

  private void put(Field field, String text, Map<String, Object> values, Mistakes mistakes) {
    if (text.isEmpty()) {
      values.remove(field.id());
      return;
    }
    var held = values.get(field.id());
    if (field.type() instanceof FieldType.Files files) {
      mistakes
          .read(
              field.id(),
              () -> names.files(files, text, held == null ? List.of() : HeldFiles.of(held)))
          .ifPresent(kept -> values.put(field.id(), kept));
      return;
    }
    mistakes
        .read(
            field.id(),
            () -> {
              var read = read(field, field.renamed().getOrDefault(text, text));
              requireOpen(field, read, held);
              return read;
            })
        .ifPresent(read -> {
          // What reads the same is the same: 12.50 in the register, 12.5 in the file.
          if (read.isEmpty()) {
            values.remove(field.id());
          } else if (held == null || !field.text(held).equals(field.text(read.get()))) {
            values.put(field.id(), read.get());
          }
        });
  }

  private static void requireOpen(Field field, Optional<Object> read, @Nullable Object held) {
    Refusal.unless(
        read.isEmpty() || !field.closed().contains(read.get()) || read.get().equals(held),
        "%s：“%s”已停用，请改选 %s"
            .formatted(field.label().chinese(), read.orElse(""), String.join(" ", field.open())),
        "%s: “%s” is out of use, choose another"
            .formatted(field.label().english(), read.orElse("")));
  }

  /** Whether a text could stand in a field at all, whatever the record. */
  void tried(Field field, String text, Mistakes mistakes) {
    if (!(field.type() instanceof FieldType.Files)) {
      var _ = mistakes.read(field.id(), () -> read(field, text.strip()));
    }
  }

  private Optional<Object> read(Field field, String text) {
    try {
      Refusal.unless(
          text.length() <= field.most(),
          "最多 %d 字，现有 %d 字".formatted(field.most(), text.length()),
          "at most %d characters, there are %d".formatted(field.most(), text.length()));
      var read = meant(field, text);
      field
          .form()
          .ifPresent(form ->
              Refusal.unless(
                  form.pattern().matcher(text).matches(),
                  form.says().chinese(),
                  form.says().english()));
      Refusal.unless(
          !field.past()
              || read.isEmpty()
              || !((LocalDate) read.get()).isAfter(LocalDate.now(Words.CHINA)),
          "不能晚于今天",
          "may not lie ahead");
      return read;
    } catch (Refusal refusal) {
      throw new Refusal(
          field.label().chinese() + "：" + refusal.chinese(),
          field.label().english() + ": " + refusal.english());
    }
  }

  Optional<Object> meant(Field field, String text) {
    return switch (field.type()) {
      case FieldType.Person(), FieldType.Org(), FieldType.Coded(_), FieldType.Record(_) ->
          Optional.of(names.meant(field.type(), text));
      case FieldType.Along() -> Optional.of(names.within(Stretch.read(text)));
      default -> field.type().read(text);
    };
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
