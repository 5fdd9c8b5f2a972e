package cn.tongtu.register;

import cn.tongtu.calendar.WorkCalendars;
import cn.tongtu.ledger.Measures;
import cn.tongtu.pack.BusinessModules;
import cn.tongtu.pack.Dictionaries;
import cn.tongtu.pack.PackNode;
import cn.tongtu.pack.Packs;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.NotFound;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** The registers declared in the packs (台账目录). */
@Component
public class Registers {
  /** What is changed part by part. */
  private static final Set<String> APART = Set.of("fields", "states", "moves", "gates", "clocks");

  private static final String KIND = "register.";
  private static final Label OTHERS = new Label("其他", "Others");

  private final Map<String, Register> registers = new LinkedHashMap<>();
  private final Map<String, String> aliases = new LinkedHashMap<>();
  private final BusinessModules modules;

  Registers(Packs packs, Measures measures, WorkCalendars calendars) {
    var dictionaries = new Dictionaries(packs);
    modules = new BusinessModules(packs);
    packs.read(
        "registers",
        root -> root.find("was").ifPresent(was -> aliases.put(root.text("register"), was.text())));
    packs.read("registers", root -> declare(root, measures, dictionaries, calendars));
    packs.read("registers", this::requireReferences);
  }

  private void declare(
      PackNode root, Measures measures, Dictionaries dictionaries, WorkCalendars calendars) {
    var _ =
        root.only(
            "register",
            "was",
            "retired",
            "label",
            "english",
            "module",
            "title",
            "number",
            "fields",
            "states",
            "moves",
            "gates",
            "due",
            "calendar",
            "clocks",
            "posts",
            // Read by the coverage, for which registers and features are alike.
            "covers",
            "part",
            // Read by those who follow the records.
            "obligations",
            "balances",
            "views");
    var called = FieldReader.id(root.get("register"), root.text("register"));
    var id = root.find("was").map(was -> FieldReader.id(was, was.text())).orElse(called);
    var fields = new FieldReader(dictionaries, aliases).fields(root.get("fields"));
    if (!fields.containsKey(root.text("title"))) {
      throw root.get("title").problem("title 不是字段：" + root.text("title"), "title is no field");
    }
    FieldReader.requireTold(fields.get(root.text("title")), root.get("title"), "标题");
    var life = new LifeReader(root, fields).life();
    var facts = new Facts(fields, life.moves().keySet(), life.states().keySet());
    var calendar = root.find("calendar").map(calendars::named).orElseGet(calendars::usual);
    var limits = new TimeLimitReader(fields, life, calendar).limits(root);
    var posts = new PostReader(measures, fields, life).posts(root);
    var register =
        new Register(
            id,
            root.text("label"),
            root.text("english"),
            root.find("module").map(modules::named),
            root.text("title"),
            root.find("number").map(number -> numbering(number, life)),
            fields,
            facts.computed(root.get("fields")),
            facts.visible(root.get("fields")),
            life,
            root.find("due").map(due -> day(due, fields)),
            calendar,
            limits,
            repeats(root.get("fields"), fields, life),
            posts,
            Optional.of(called).filter(alias -> !alias.equals(id)),
            root.yes("retired"),
            new Register.Declared(root.source(), root.file(), rules(root)));
    if (registers.putIfAbsent(id, register) != null) {
      throw root.problem("台账重复：" + id, "register declared twice: " + id);
    }
  }

  private static SequencedMap<String, String> rules(PackNode root) {
    var rules = new LinkedHashMap<String, String>();
    root.fields()
        .forEach((key, node) -> {
          if (APART.contains(key)) {
            node.fields().forEach((id, part) -> rules.put(key + "." + id, part.canonical()));
          } else {
            rules.put(key, node.canonical());
          }
        });
    return Collections.unmodifiableSequencedMap(rules);
  }

  private void requireReferences(PackNode root) {
    root.get("fields")
        .fields()
        .forEach((id, node) -> {
          if (get(root.text("register")).field(id).type() instanceof FieldType.Record(var to)) {
            var known = new TreeSet<>(registers.keySet());
            known.addAll(aliases.keySet());
            known.addAll(FieldReader.CODED);
            var _ = FieldReader.known(to, node.get("to"), known, "台账");
          }
        });
  }

  private static Numbering numbering(PackNode node, Life life) {
    var _ = node.only("pattern", "on");
    var pattern = node.text("pattern");
    if (!Numbering.SEQUENCE.matcher(pattern).find() || !pattern.contains("{year}")) {
      throw node.get("pattern")
          .problem("编号须含 {year} 和 {seq} 或 {seq:3}", "a number has {year} and {seq} or {seq:3}");
    }
    return new Numbering(
        pattern, node.find("on").map(on -> LifeReader.move(on, life.moves().keySet())).orElse(""));
  }

  private static List<Repeat> repeats(
      PackNode declared, SequencedMap<String, Field> fields, Life life) {
    var repeats = new ArrayList<Repeat>();
    declared
        .fields()
        .forEach((id, field) ->
            field
                .find("repeats")
                .ifPresent(
                    node -> repeats.add(Repeat.read(id, node, fields, life.states().keySet()))));
    return List.copyOf(repeats);
  }

  private static String day(PackNode node, Map<String, Field> fields) {
    var field = fields.get(FieldReader.known(node.text(), node, fields.keySet(), "字段"));
    if (field == null || !(field.type() instanceof FieldType.Day())) {
      throw node.problem("due 须为日期字段", "due must be a date field");
    }
    return field.id();
  }

  public Collection<Register> list() {
    return Collections.unmodifiableCollection(registers.values());
  }

  public Optional<Register> find(String id) {
    return Optional.ofNullable(registers.get(aliases.getOrDefault(id, id)));
  }

  /**
   * @throws NotFound when nothing is declared under this id
   */
  public Register get(String id) {
    return find(id).orElseThrow(() -> new NotFound("没有台账 " + id, "there is no register " + id));
  }

  /** By the kind of its records, such as {@code register.tender}. */
  Optional<Register> ofKind(String kind) {
    return kind.startsWith(KIND) ? find(kind.substring(KIND.length())) : Optional.empty();
  }

  /** The modules of business and the registers of each; those of none come last. */
  public SequencedMap<Label, List<Register>> grouped() {
    var grouped = new LinkedHashMap<Label, List<Register>>();
    modules.labels().forEach((id, label) -> grouped.put(label, of(Optional.of(id))));
    grouped.put(OTHERS, of(Optional.empty()));
    grouped.values().removeIf(List::isEmpty);
    return grouped;
  }

  private List<Register> of(Optional<String> module) {
    return list().stream().filter(register -> register.module().equals(module)).toList();
  }

  List<String> ids() {
    return List.copyOf(registers.keySet());
  }
}
