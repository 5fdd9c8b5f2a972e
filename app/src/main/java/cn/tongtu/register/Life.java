package cn.tongtu.register;

import cn.tongtu.engine.expression.Typed;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Lamp;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** The states of a register's records and the moves between them (流转); none for a plain list. */
record Life(SequencedMap<String, State> states, SequencedMap<String, Move> moves) {
  Life {
    states = Collections.unmodifiableSequencedMap(states);
    moves = Collections.unmodifiableSequencedMap(moves);
  }

  static final Life NONE = new Life(new LinkedHashMap<>(), new LinkedHashMap<>());

  /**
   * Where a record stands (状态).
   *
   * @param last whether it ends here
   * @param editable the fields that may be changed here; a record that has ended is changed by
   *     nobody
   * @param waitsFor the field with the person whom a record waits for here; none for whoever may
   *     lead it on
   * @param was what it was called before
   * @param retired whether no move leads there any more
   */
  record State(
      String id,
      Label label,
      Lamp lamp,
      boolean last,
      Set<String> editable,
      Optional<String> waitsFor,
      Set<String> was,
      boolean retired) {}

  /**
   * From one state to another (办理动作).
   *
   * @param may what whoever makes it must be allowed to do, over the record's organisation
   * @param who fields with people: only these may make it; none for whoever may
   * @param otherThan moves whose maker, and fields whose person, may not make this one
   * @param fill fields that must be filled once it is made; its form asks for them
   * @param reason whether one says why, and must
   * @param round whether the record is sent back by it (退回)
   * @param unseen whether it may be made only until somebody else has opened the record (撤回)
   * @param was what it was called before
   */
  record Move(
      String id,
      Label label,
      Set<String> from,
      String to,
      String may,
      Set<String> who,
      Set<String> otherThan,
      List<String> fill,
      Reasons reason,
      boolean round,
      boolean unseen,
      List<Gate> gates,
      Set<String> was) {}

  /** Whether a move asks for its reason. */
  enum Reasons {
    NONE,
    ASKED,
    NEEDED
  }

  /** What must hold before a move (门槛), and what a person reads when it does not. */
  record Gate(String id, Typed condition, Label says) {}

  /** By its id, or by what it was called when somebody noted it. */
  Optional<State> stateCalled(String id) {
    return states.values().stream()
        .filter(state -> state.id.equals(id) || state.was.contains(id))
        .findFirst();
  }

  /** The same for a move. */
  Optional<Move> moveCalled(String id) {
    return moves.values().stream()
        .filter(move -> move.id.equals(id) || move.was.contains(id))
        .findFirst();
  }

  String begins() {
    return states.isEmpty() ? "" : states.firstEntry().getKey();
  }

  Optional<Move> move(String id) {
    return Optional.ofNullable(moves.get(id));
  }

  Optional<State> state(Entry entry) {
    return Optional.ofNullable(states.get(entry.state()));
  }

  /** The next that is to be done, of what somebody may do: neither back, nor in place, nor void. */
  Optional<Move> onward(Entry entry, List<Move> open) {
    var order = List.copyOf(states.keySet());
    return open.stream()
        .filter(move -> move.reason != Reasons.NEEDED && !move.unseen)
        .filter(move -> order.indexOf(move.to) > order.indexOf(entry.state()))
        .findFirst();
  }

  State into(Move move) {
    return Objects.requireNonNull(states.get(move.to));
  }

  /** Whether a move asks for this field. */
  boolean asks(String field) {
    return moves.values().stream().anyMatch(move -> move.fill.contains(field));
  }

  /** The states in which something is still to be done. */
  String[] going() {
    return states.values().stream()
        .filter(state -> !state.last)
        .map(State::id)
        .toArray(String[]::new);
  }

  /** Whether a field may be changed as the record stands. */
  boolean mayEdit(Entry entry, String field) {
    return states.isEmpty()
        || state(entry).map(state -> state.editable.contains(field)).orElse(false);
  }

  /** The moves that lead on from where it stands. */
  List<Move> from(Entry entry) {
    return moves.values().stream().filter(move -> move.from.contains(entry.state())).toList();
  }
}
