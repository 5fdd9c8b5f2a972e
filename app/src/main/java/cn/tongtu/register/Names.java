package cn.tongtu.register;

import cn.tongtu.attachment.Attached;
import cn.tongtu.identity.Directory;
import cn.tongtu.shared.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whom and what is meant by what people write (名称查找). Each name is looked up once, however many
 * rows of a file say it.
 */
final class Names {
  private static final int MOST_FILES = 30;
  private static final Pattern NUMBER =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

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

  /**
   * The files that a field is to hold: a line each, the number under which one was received or the
   * digest of one that is held already.
   */
  List<Attached> files(FieldType.Files type, String text, List<Attached> held) {
    var files = text.lines().map(line -> file(line.strip(), held)).distinct().toList();
    Refusal.unless(
        type.many() || files.size() <= 1, "只能有一个文件，请先去掉原来的", "there is one file at most");
    Refusal.unless(
        files.size() <= MOST_FILES,
        "最多 %d 个文件".formatted(MOST_FILES),
        "at most %d files".formatted(MOST_FILES));
    Refusal.unless(
        !type.photos() || files.stream().allMatch(file -> file.kind().image()),
        "只能是照片",
        "only photos");
    return files;
  }

  private Attached file(String line, List<Attached> held) {
    return held.stream()
        .filter(file -> file.digest().equals(line))
        .findFirst()
        .or(() ->
            NUMBER.matcher(line).matches()
                ? references.received(UUID.fromString(line))
                : Optional.empty())
        .orElseThrow(
            () -> new Refusal("没有收到这个文件，请重新选择", "the file was not received, choose it again"));
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
