package cn.tongtu.register;

import cn.tongtu.register.Change.Kind;
import cn.tongtu.register.Change.Part;
import cn.tongtu.register.Definitions.Version;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** Holds the present definitions against what was published and what is held (拟定发布计划). */
@Component
class Planning {
  private static final Set<String> TOLD_APART = Set.of("register", "was", "retired");

  private final Definitions definitions;
  private final Holdings holdings;
  private final Conversions conversions;

  Planning(Definitions definitions, Holdings holdings, Conversions conversions) {
    this.definitions = definitions;
    this.holdings = holdings;
    this.conversions = conversions;
  }

  Plan plan(Registers registers) {
    var latest = definitions.latest();
    var columns = holdings.columns();
    var changes = new ArrayList<Change>();
    for (var register : registers.list()) {
      changes.addAll(
          of(
              register,
              Optional.ofNullable(latest.get(register.id())),
              columns.getOrDefault("r_" + register.id(), Map.of())));
    }
    for (var version : latest.values()) {
      if (version.stands() && registers.find(version.register()).isEmpty()) {
        changes.add(gone(version));
      }
    }
    return new Plan(changes);
  }

  private Change gone(Version version) {
    var id = version.register();
    var gone = change(id, Kind.REMOVED, Part.REGISTER, id, version.shape().label(), "");
    var held = gone.holding(holdings.all(id));
    return held.records() == 0
        ? held
        : held.refused(
            "请放回定义文件；不再使用时写 retired: true，改编号时在新定义里写 was: " + id,
            "put its file back; to end it write retired: true, to rename it was: " + id);
  }

  List<Change> of(Register register, Optional<Version> before, Map<String, String> columns) {
    var standing = before.filter(Version::stands).map(Version::shape);
    if (standing.isEmpty() && columns.isEmpty()) {
      return List.of(
          change(register.id(), Kind.ADDED, Part.REGISTER, register.id(), register.label(), ""));
    }
    var was = standing.orElseGet(() -> holdings.adopted(register, columns));
    var comparing = new Comparing(register, was, columns);
    comparing.whole(standing.isEmpty());
    comparing.fields();
    comparing.states();
    comparing.moves();
    comparing.rules();
    return comparing.changes;
  }

  private static Change change(
      String register, Kind kind, Part part, String id, String name, String was) {
    return new Change(register, kind, part, id, name, was, 0, Optional.empty());
  }

  /** One register against what it was. */
  private final class Comparing {
    private final Register register;
    private final Shape before;
    private final Shape now;
    private final Map<String, String> columns;
    private final List<Change> changes = new ArrayList<>();

    Comparing(Register register, Shape before, Map<String, String> columns) {
      this.register = register;
      this.before = before;
      this.now = Shape.of(register);
      this.columns = columns;
    }

    private void add(Kind kind, Part part, String id, String name, String was, long records) {
      changes.add(change(register.id(), kind, part, id, name, was).holding(records));
    }

    private String rule(Shape shape, String key) {
      return shape.rules().getOrDefault(key, "");
    }

    /** The register itself; one without versions is noted as it stands. */
    void whole(boolean adopted) {
      if (adopted) {
        add(Kind.CHANGED, Part.REGISTER, register.id(), register.label(), "", 0);
        return;
      }
      if (!rule(before, "register").equals(rule(now, "register"))) {
        add(
            Kind.RENAMED,
            Part.REGISTER,
            rule(now, "register"),
            register.label(),
            rule(before, "register"),
            holdings.all(register.id()));
      }
      if (register.retired() && !rule(before, "retired").equals("true")) {
        add(
            Kind.RETIRED,
            Part.REGISTER,
            register.id(),
            register.label(),
            "",
            holdings.all(register.id()));
      }
    }

    void fields() {
      var kept = new HashSet<String>();
      for (var field : register.fields().values()) {
        var old = field(field, before.fields().keySet());
        old.ifPresent(kept::add);
        if (old.isEmpty()) {
          added(field);
          continue;
        }
        var part = Objects.requireNonNull(before.fields().get(old.get()));
        if (!old.get().equals(field.id())) {
          add(
              Kind.RENAMED,
              Part.FIELD,
              field.id(),
              field.label().chinese(),
              old.get(),
              heldIn(old.get()));
        }
        retype(field, old.get(), columns.getOrDefault(old.get(), part.meaning()));
        if (field.retired() && !part.retired()) {
          add(Kind.RETIRED, Part.FIELD, field.id(), field.label().chinese(), "", heldIn(old.get()));
        }
        if (field.type() instanceof FieldType.Choice) {
          words(field, old.get(), part);
        }
      }
      before
          .fields()
          .forEach((id, part) -> {
            if (!kept.contains(id)) {
              lost(
                  Part.FIELD,
                  id,
                  part.label(),
                  heldIn(id),
                  "请放回该字段并写 retired: true 停用；改编号时在新字段写 was: " + id,
                  "put the field back with retired: true; to rename it write was: " + id);
            }
          });
    }

    private Optional<String> field(Field field, Set<String> known) {
      return known.contains(field.id())
          ? Optional.of(field.id())
          : field.was().stream().filter(known::contains).findFirst();
    }

    /** A column may stand there from before, and hold something else. */
    private void added(Field field) {
      var meaning = columns.getOrDefault(field.id(), "");
      add(Kind.ADDED, Part.FIELD, field.id(), field.label().chinese(), "", 0);
      if (columns.containsKey(field.id())) {
        retype(field, field.id(), meaning);
      }
    }

    private void retype(Field field, String column, String was) {
      var is = field.type().meaning();
      if (was.isEmpty() || was.equals(is)) {
        return;
      }
      var records = heldIn(column);
      var change =
          change(register.id(), Kind.CONVERTED, Part.FIELD, field.id(), is, was).holding(records);
      changes.add(
          records == 0
              ? change
              : !field.converts()
                  ? change.refused(
                      "请恢复原来的类型，或写 convert: read 把已有内容按新类型读入，或另用一个新的字段编号",
                      "put its type back, write convert: read to have what is there read anew, or use a new id")
                  : conversions
                      .hindrance(register, column, was, field)
                      .map(why -> change.refused(why.chinese(), why.english()))
                      .orElse(change));
    }

    private long heldIn(String column) {
      return columns.containsKey(column) ? holdings.filled(register.id(), column) : 0;
    }

    private void words(Field field, String column, Shape.Part part) {
      var all = new ArrayList<>(part.open());
      all.addAll(part.closed());
      if (all.isEmpty()) {
        all.addAll(holdings.distinct(register.id(), column));
      }
      var now = ((FieldType.Choice) field.type()).of();
      for (var word : all) {
        var name = field.label().chinese();
        var renamed = field.renamed().get(word);
        if (!now.contains(word) && renamed != null) {
          add(
              Kind.RENAMED,
              Part.WORD,
              renamed,
              name,
              word,
              holdings.holding(register.id(), column, word));
        } else if (!now.contains(word)) {
          lost(
              Part.WORD,
              word,
              name,
              holdings.holding(register.id(), column, word),
              "请放回并写 {word: %1$s, retired: true}；改名时写 {word: 新词, was: %1$s}".formatted(word),
              "put it back as {word: %1$s, retired: true}; to rename it {word: …, was: %1$s}"
                  .formatted(word));
        } else if (field.closed().contains(word) && !part.closed().contains(word)) {
          add(
              Kind.RETIRED,
              Part.WORD,
              word,
              name,
              "",
              holdings.holding(register.id(), column, word));
        }
      }
      now.stream()
          .filter(word -> !all.contains(word) && !field.renamed().containsValue(word))
          .forEach(word -> add(Kind.ADDED, Part.WORD, word, field.label().chinese(), "", 0));
    }

    private void lost(
        Part part, String id, String name, long records, String chinese, String english) {
      var lost = change(register.id(), Kind.REMOVED, part, id, name, "").holding(records);
      changes.add(records == 0 ? lost : lost.refused(chinese, english));
    }

    void states() {
      var kept = new HashSet<String>();
      for (var state : register.life().states().values()) {
        var old =
            before.states().containsKey(state.id())
                ? Optional.of(state.id())
                : state.was().stream().filter(before.states()::containsKey).findFirst();
        old.ifPresent(kept::add);
        var name = state.label().chinese();
        if (old.isEmpty()) {
          add(Kind.ADDED, Part.STATE, state.id(), name, "", 0);
        } else if (!old.get().equals(state.id())) {
          add(Kind.RENAMED, Part.STATE, state.id(), name, old.get(), standing(old.get()));
        }
        if (old.isPresent()
            && state.retired()
            && !rule(before, "states." + old.get()).contains("retired: true")) {
          add(Kind.RETIRED, Part.STATE, state.id(), name, "", standing(old.get()));
        }
      }
      before
          .states()
          .forEach((id, name) -> {
            if (!kept.contains(id)) {
              lost(
                  Part.STATE,
                  id,
                  name,
                  standing(id),
                  "请放回该状态并写 retired: true 停用；改编号时在新状态写 was: " + id,
                  "put the state back with retired: true; to rename it write was: " + id);
            }
          });
    }

    private long standing(String state) {
      return holdings.holding(register.id(), "_state", state);
    }

    /** What was done stays in the history; nothing is lost by a move that is made no more. */
    void moves() {
      var kept = new HashSet<String>();
      for (var move : register.life().moves().values()) {
        var old =
            before.moves().containsKey(move.id())
                ? Optional.of(move.id())
                : move.was().stream().filter(before.moves()::containsKey).findFirst();
        old.ifPresent(kept::add);
        var name = move.label().chinese();
        if (old.isEmpty()) {
          add(Kind.ADDED, Part.MOVE, move.id(), name, "", 0);
        } else if (!old.get().equals(move.id())) {
          add(Kind.RENAMED, Part.MOVE, move.id(), name, old.get(), made(old.get()));
        }
      }
      before
          .moves()
          .forEach((id, name) -> {
            if (!kept.contains(id)) {
              add(Kind.REMOVED, Part.MOVE, id, name, "", made(id));
            }
          });
    }

    private long made(String move) {
      return heldIn(RegisterTables.on(move));
    }

    private String label(String field) {
      return register.fieldCalled(field).map(one -> one.label().chinese()).orElse("");
    }

    /** What is told apart above is not told again. */
    void rules() {
      if (before.rules().isEmpty()) {
        return;
      }
      var keys = new TreeSet<>(before.rules().keySet());
      keys.addAll(now.rules().keySet());
      var told = new HashSet<String>();
      changes.forEach(change -> {
        told.add(change.id());
        told.add(change.was());
        if (change.part() == Part.WORD) {
          told.add(change.name());
        }
      });
      for (var key : keys) {
        var part = key.substring(key.lastIndexOf('.') + 1);
        if (!rule(before, key).equals(rule(now, key))
            && !TOLD_APART.contains(key)
            && !told.contains(part)
            && !told.contains(key.startsWith("fields.") ? label(part) : "")) {
          add(
              Kind.CHANGED,
              Part.RULE,
              key,
              "",
              "",
              key.equals(Change.POSTS) ? holdings.all(register.id()) : 0);
        }
      }
    }
  }
}
