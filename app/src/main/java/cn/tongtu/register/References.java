package cn.tongtu.register;

import cn.tongtu.attachment.Attached;
import cn.tongtu.attachment.Attachments;
import cn.tongtu.identity.Directory;
import cn.tongtu.identity.Organisations;
import cn.tongtu.register.FieldType.Coded;
import cn.tongtu.register.FieldType.Org;
import cn.tongtu.register.FieldType.Person;
import cn.tongtu.register.FieldType.Record;
import cn.tongtu.register.Referable.Referred;
import cn.tongtu.shared.Nearest;
import cn.tongtu.shared.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Whom and what the fields of registers refer to (引用), by code or in people's words. */
@Component
class References {
  private static final Pattern NUMBERED = Pattern.compile("(?:.*\\s)?#(\\d{1,18})");
  private static final int SOME = 8;

  private final Registers registers;
  private final Entries entries;
  private final List<Referable> coded;
  private final Organisations organisations;
  private final Directory directory;
  private final Attachments attachments;

  References(
      Registers registers,
      Entries entries,
      List<Referable> coded,
      Organisations organisations,
      Directory directory,
      Attachments attachments) {
    this.attachments = attachments;
    this.registers = registers;
    this.entries = entries;
    this.coded = coded;
    this.organisations = organisations;
    this.directory = directory;
  }

  /** Looks things up for one form, or for all rows of a file. */
  Names names() {
    return new Names(this);
  }

  Optional<Directory.Member> person(String account) {
    return directory.find(account);
  }

  Staff staff() {
    return Staff.of(directory.list());
  }

  /** By code, or by its name. */
  Object organisation(String text) {
    if (organisations.find(text).isPresent()) {
      return text;
    }
    var called = organisations.list().stream().filter(org -> org.name().equals(text)).toList();
    Refusal.unless(
        called.size() == 1,
        "没有单位“%s”%s"
            .formatted(
                text,
                Nearest.to(text, organisations.list().stream().map(org -> org.name()).toList())
                    .map(m -> "，是否为 " + m + "？")
                    .orElse("")),
        "there is no organisation “%s”".formatted(text));
    return called.getFirst().code();
  }

  private Optional<Referable> keeper(String kind) {
    return coded.stream().filter(one -> one.kind().equals(kind)).findFirst();
  }

  /** Which coded record is meant: by its code, or by a name that is its alone. */
  Object code(Coded type, String text) {
    var keeper = keeper(type.to());
    if (keeper.flatMap(one -> one.find(text)).isPresent()) {
      return text;
    }
    var called = keeper.map(one -> one.named(text)).orElse(List.of());
    return one(text, called.isEmpty() ? some(type, text) : called, called.size() == 1).code();
  }

  private List<Referred> some(FieldType type, String part) {
    return search(type, part, SOME);
  }

  private static Referred one(String text, List<Referred> found, boolean sure) {
    if (sure) {
      return found.getFirst();
    }
    var words =
        found.stream().map(one -> one.name() + " " + one.code()).collect(Collectors.joining("；"));
    throw new Refusal(
        found.isEmpty() ? "没有“%s”".formatted(text) : "“%s”不是其中之一，请写明编号：%s".formatted(text, words),
        found.isEmpty()
            ? "there is no “%s”".formatted(text)
            : "“%s” is none of these, name one by its code: %s".formatted(text, words));
  }

  /** Which record is meant: as #12, by number, title, or a field that is unique. */
  Object record(Record type, String text) {
    var register = registers.find(type.to()).orElseThrow();
    var numbered = NUMBERED.matcher(text);
    if (numbered.matches()) {
      var id = Long.parseLong(numbered.group(1));
      Refusal.unless(
          entries.find(register, id).isPresent(),
          "%s没有第 %d 号记录".formatted(register.label(), id),
          "there is no record %d in %s".formatted(id, register.english()));
      return id;
    }
    var found = called(register, text);
    return Long.parseLong(
        one(
                text,
                found.isEmpty()
                    ? some(type, text)
                    : found.stream().map(entry -> referred(register, entry)).toList(),
                found.size() == 1)
            .code()
            .substring(1));
  }

  private List<Entry> called(Register register, String text) {
    var columns = new ArrayList<String>(List.of("_number", register.title()));
    register.fields().values().stream().filter(Field::unique).map(Field::id).forEach(columns::add);
    for (var column : columns) {
      if (column.equals("_number") || register.field(column).type().column().equals("text")) {
        var found = entries.list(register, column, List.of(text));
        if (!found.isEmpty()) {
          return found;
        }
      }
    }
    return List.of();
  }

  private static Referred referred(Register register, Entry entry) {
    return new Referred("#" + entry.id(), register.titleOf(entry), register.href(entry));
  }

  /** Some whose name, code or number contains this. */
  List<Referred> search(FieldType type, String part, int most) {
    return switch (type) {
      case Coded(var to) -> keeper(to).map(one -> one.search(part, most)).orElse(List.of());
      case Record(var to) -> {
        var register = registers.find(to).orElseThrow();
        var search = new EntrySearch(register, part, "", "", Map.of(), "");
        yield entries.page(register, search, 0, most).stream()
            .map(entry -> referred(register, entry))
            .toList();
      }
      default -> List.of();
    };
  }

  /** What a value refers to; nothing for what refers to nothing. */
  Optional<Referred> referred(FieldType type, Object value) {
    return switch (type) {
      case Person() ->
          directory
              .find((String) value)
              .map(member -> new Referred(member.account(), member.name(), ""));
      case Org() ->
          organisations.find((String) value).map(org -> new Referred(org.code(), org.name(), ""));
      case Coded(var to) -> keeper(to).flatMap(one -> one.find((String) value));
      case Record(var to) -> {
        var register = registers.find(to).orElseThrow();
        yield entries.find(register, (long) value).map(entry -> referred(register, entry));
      }
      default -> Optional.empty();
    };
  }

  /** As a person would write it so that reading it gives the value again. */
  String written(FieldType type, Object value) {
    return switch (type) {
      case Person() -> staff().name((String) value);
      case Org() ->
          organisations
              .find((String) value)
              .map(org -> org.name())
              .filter(name ->
                  organisations.list().stream().filter(org -> org.name().equals(name)).count() == 1)
              .orElse((String) value);
      case Record(_) ->
          referred(type, value).map(one -> one.name() + " " + one.code()).orElse(type.text(value));
      case FieldType.OnMap(_) -> type.text(value).replace("\n", "; ");
      case FieldType.Files(_, _) -> type.print(value);
      default -> type.text(value);
    };
  }

  /** As a person reads it: whom and what it refers to by name. */
  String print(FieldType type, Object value) {
    return referred(type, value).map(Referred::name).orElseGet(() -> type.print(value));
  }

  Optional<Attached> received(UUID number) {
    return attachments.received(number);
  }

  /** Refuses what lies beyond the road's ends. */
  Stretch within(Stretch stretch) {
    var road =
        keeper("road")
            .flatMap(one -> one.chainages(stretch.route()))
            .orElseThrow(() ->
                new Refusal(
                    "没有编号为“%s”的路线".formatted(stretch.route()),
                    "there is no road with the code “%s”".formatted(stretch.route())));
    Refusal.unless(
        stretch.from().compareTo(road.from()) >= 0 && stretch.to().compareTo(road.to()) <= 0,
        "%s 的桩号范围是 %s–%s，%s–%s 超出了路线"
            .formatted(stretch.route(), road.from(), road.to(), stretch.from(), stretch.to()),
        "%s runs from %s to %s; this lies beyond it"
            .formatted(stretch.route(), road.from(), road.to()));
    return stretch;
  }

  /** Records of any register that refer to this one, some of each field (被引用). */
  Map<Field, List<Entry>> pointing(Register register, Entry entry, Register other, int most) {
    var found = new LinkedHashMap<Field, List<Entry>>();
    for (var field : other.fields().values()) {
      if (field.type() instanceof Record(var to) && to.equals(register.id())) {
        var search =
            new EntrySearch(other, "", "", "", Map.of(field.id(), String.valueOf(entry.id())), "");
        var some = entries.page(other, search, 0, most);
        if (!some.isEmpty()) {
          found.put(field, some);
        }
      }
    }
    return found;
  }
}
