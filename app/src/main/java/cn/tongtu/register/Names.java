package cn.tongtu.register;

import cn.tongtu.identity.Directory;
import cn.tongtu.shared.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whom and what is meant by what people write (名称查找). Each name is looked up once, however many
 * rows of a file say it.
 */
final class Names {
  private final References references;
  private final Map<List<Object>, Object> known = new HashMap<>();
  private @Nullable Staff staff;

  Names(References references) {
    this.references = references;
  }

  /**
   * @throws Refusal when nobody and nothing is called so
   */
  Object meant(FieldType type, String text) {
    return switch (type) {
      case FieldType.Person() -> once(type, text, () -> person(text));
      case FieldType.Org() -> once(type, text, () -> references.organisation(text));
      case FieldType.Coded coded -> once(type, text, () -> references.code(coded, text));
      case FieldType.Record record -> once(type, text, () -> references.record(record, text));
      default -> text;
    };
  }

  Stretch within(Stretch stretch) {
    return (Stretch)
        once(new FieldType.Along(), stretch.toString(), () -> references.within(stretch));
  }

  private Object once(FieldType type, String text, Supplier<Object> looking) {
    var key = List.<Object>of(type, text);
    var found = known.get(key);
    if (found == null) {
      found = said(looking);
      known.put(key, found);
    }
    if (found instanceof Refusal refusal) {
      throw new Refusal(refusal.chinese(), refusal.english());
    }
    return found;
  }

  private static Object said(Supplier<Object> looking) {
    try {
      return looking.get();
    } catch (Refusal refusal) {
      return refusal;
    }
  }

  private Object person(String text) {
    var account = references.person(text).map(Directory.Member::account);
    if (account.isPresent()) {
      return account.get();
    }
    if (staff == null) {
      staff = references.staff();
    }
    return Optional.ofNullable(staff)
        .flatMap(all -> all.account(text))
        .orElseThrow(() ->
            new Refusal(
                "没有账号 " + text + "，也没有唯一叫这个名字的人", "nobody has the account or name " + text));
  }
}
