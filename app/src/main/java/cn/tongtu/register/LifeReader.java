package cn.tongtu.register;

import cn.tongtu.engine.expression.Kind;
import cn.tongtu.pack.PackNode;
import cn.tongtu.register.Life.Move;
import cn.tongtu.register.Life.Reasons;
import cn.tongtu.register.Life.State;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Lamp;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the states and moves of a register, and refuses those in which a record would be lost. */
final class LifeReader {
  /** Whoever keeps the register makes its moves, unless they say otherwise. */
  static final String WRITE = "register.write";

  private final PackNode root;
  private final SequencedMap<String, Field> fields;
  private final Facts facts;

  LifeReader(PackNode root, SequencedMap<String, Field> fields) {
    this.root = root;
    this.fields = fields;
    this.facts = new Facts(fields, keys(root, "moves"), keys(root, "states"));
  }

  private static Set<String> keys(PackNode root, String of) {
    return root.find(of).map(node -> node.fields().keySet()).orElse(Set.of());
  }

  Life life() {
    if (root.find("states").isEmpty()) {
      root.find("moves")
          .ifPresent(moves -> {
            throw moves.problem("有办理动作 moves 就要有状态 states", "moves need states");
          });
      return Life.NONE;
    }
    var states = states(root.get("states"));
    var moves = new LinkedHashMap<String, Move>();
    var names = root.get("moves").fields().keySet();
    root.get("moves")
        .fields()
        .forEach((id, node) -> moves.put(id, move(id, node, states.keySet(), names)));
    FieldReader.requireFormer(root.get("moves"));
    requireWays(states, moves);
    return new Life(states, Collections.unmodifiableSequencedMap(moves));
  }

  private SequencedMap<String, State> states(PackNode node) {
    var states = new LinkedHashMap<String, State>();
    node.fields()
        .forEach((id, state) -> {
          var _ =
              state.only(
                  "label", "english", "lamp", "final", "edit", "waits_for", "was", "retired");
          var last = state.yes("final");
          states.put(
              FieldReader.id(state, id),
              new State(
                  id,
                  FieldReader.label(state),
                  lamp(state, last),
                  last,
                  editable(state, states.isEmpty(), last),
                  state
                      .find("waits_for")
                      .map(field -> FieldReader.known(field.text(), field, people(), "人员字段")),
                  FieldReader.formerly(state),
                  state.yes("retired")));
        });
    FieldReader.requireFormer(node);
    return Collections.unmodifiableSequencedMap(states);
  }

  private static Lamp lamp(PackNode state, boolean last) {
    return state
        .find("lamp")
        .map(lamp ->
            Lamp.valueOf(
                lamp.word(Stream.of(Lamp.values()).map(Lamp::css).collect(Collectors.toSet()))
                    .toUpperCase(Locale.ROOT)))
        .orElse(last ? Lamp.GREEN : Lamp.BLUE);
  }

  /** All in the state in which a record begins, else what is said, else nothing. */
  private Set<String> editable(PackNode state, boolean first, boolean last) {
    var said = state.find("edit");
    if (said.isPresent() && last) {
      throw said.get().problem("终结状态不能再改字段", "nothing is changed in a final state");
    }
    if (said.isEmpty()) {
      return first ? Set.copyOf(fields.keySet()) : Set.of();
    }
    if (said.get().isText()) {
      return said.get().word(Set.of("all", "none")).equals("all")
          ? Set.copyOf(fields.keySet())
          : Set.of();
    }
    return names(said.get(), fields.keySet(), "字段");
  }

  private Move move(String id, PackNode node, Set<String> states, Set<String> moves) {
    var _ =
        node.only(
            "label",
            "english",
            "from",
            "to",
            "may",
            "who",
            "other_than",
            "fill",
            "reason",
            "round",
            "unseen",
            "gate",
            "was");
    if (fields.containsKey(FieldReader.id(node, id))) {
      throw node.problem("办理动作与字段同名：" + id, "a move is called like a field: " + id);
    }
    var who = node.find("who").map(some -> names(some, people(), "人员字段")).orElse(Set.of());
    var both = new LinkedHashSet<>(people());
    both.addAll(moves);
    return new Move(
        id,
        FieldReader.label(node),
        names(node.get("from"), states, "状态"),
        FieldReader.known(node.text("to"), node.get("to"), states, "状态"),
        FieldReader.optional(node, "may").orElse(WRITE),
        who,
        node.find("other_than").map(some -> names(some, both, "办理动作或人员字段")).orElse(Set.of()),
        node.find("fill")
            .map(fill -> List.copyOf(names(fill, fields.keySet(), "字段")))
            .orElse(List.of()),
        switch (FieldReader.optional(node, "reason").orElse("none")) {
          case "needed" -> Reasons.NEEDED;
          case "asked" -> Reasons.ASKED;
          case "none" -> Reasons.NONE;
          default ->
              throw node.get("reason")
                  .problem("reason 应为 needed、asked 或 none", "reason is needed, asked or none");
        },
        node.yes("round"),
        node.yes("unseen"),
        node.find("gate").map(this::gates).orElse(List.of()),
        FieldReader.formerly(node));
  }

  private List<Life.Gate> gates(PackNode node) {
    var known = root.find("gates").map(PackNode::fields).orElse(new LinkedHashMap<>());
    return names(node, known.keySet(), "门槛").stream()
        .map(id -> gate(id, Objects.requireNonNull(known.get(id))))
        .toList();
  }

  private Life.Gate gate(String id, PackNode node) {
    var _ = node.only("check", "say", "english");
    return new Life.Gate(
        id,
        Facts.typed(node.get("check"), facts.kinds(), new Kind.YesNo()),
        new Label(node.text("say"), node.text("english")));
  }

  private Set<String> people() {
    return fields.values().stream()
        .filter(field -> field.type() instanceof FieldType.Person())
        .map(Field::id)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static Set<String> names(PackNode node, Set<String> known, String chinese) {
    var items = node.isText() ? List.of(node) : node.items();
    var names = new LinkedHashSet<String>();
    items.forEach(item -> names.add(FieldReader.known(item.text(), item, known, chinese)));
    return Collections.unmodifiableSet(names);
  }

  static String move(PackNode node, Set<String> moves) {
    return FieldReader.known(node.text(), node, moves, "办理动作");
  }

  /** Every state is reached, and from every state the life comes to an end. */
  private void requireWays(SequencedMap<String, State> states, SequencedMap<String, Move> moves) {
    var reached = reach(Set.of(states.firstEntry().getKey()), moves, false);
    var ends =
        states.values().stream().filter(State::last).map(State::id).collect(Collectors.toSet());
    var ending = reach(ends, moves, true);
    for (var state : states.values()) {
      var id = state.id();
      var place = root.get("states").get(id);
      if (state.retired() && reached.contains(id)) {
        throw place.problem(
            "状态 " + id + " 已停用，不能再有动作到达",
            "the state " + id + " is retired, yet a move leads there");
      }
      if (!state.retired() && !reached.contains(id)) {
        throw place.problem("没有动作能到达状态 " + id, "no move leads to the state " + id);
      }
      if (!ending.contains(id)) {
        throw place.problem(
            "状态 " + id + " 到不了终结状态（final: true）", "from the state " + id + " no end is reached");
      }
    }
    moves.forEach((id, move) ->
        move.from().stream()
            .filter(ends::contains)
            .findFirst()
            .ifPresent(from -> {
              throw root.get("moves")
                  .get(id)
                  .problem("终结状态 " + from + " 之后不能再办理", "nothing follows the final state " + from);
            }));
  }

  private static Set<String> reach(
      Set<String> from, SequencedMap<String, Move> moves, boolean back) {
    var reached = new HashSet<>(from);
    var next = new ArrayDeque<>(from);
    while (!next.isEmpty()) {
      var here = next.remove();
      for (var move : moves.values()) {
        var ways =
            back
                ? (move.to().equals(here) ? move.from() : Set.<String>of())
                : (move.from().contains(here) ? Set.of(move.to()) : Set.<String>of());
        ways.stream().filter(reached::add).forEach(next::add);
      }
    }
    return reached;
  }
}
