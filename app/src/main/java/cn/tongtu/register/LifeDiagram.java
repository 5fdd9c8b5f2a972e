package cn.tongtu.register;

import cn.tongtu.register.view.StudioPage.Diagram;
import cn.tongtu.register.view.StudioPage.Move;
import cn.tongtu.register.view.StudioPage.State;
import cn.tongtu.shared.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Draws a life (流转图): each state is a column and each move a row, so that no two labels ever meet,
 * however many there are.
 */
final class LifeDiagram {
  private static final int COLUMN = 152;
  private static final int ROW = 48;
  private static final int HEAD = 92;
  private static final int FOOT = 12;

  private LifeDiagram() {}

  static Optional<Diagram> of(Register register) {
    var life = register.life();
    if (life.states().isEmpty()) {
      return Optional.empty();
    }
    var order = List.copyOf(life.states().keySet());
    var states =
        life.states().values().stream()
            .map(state ->
                new State(
                    state.id(),
                    state.label(),
                    state.lamp(),
                    middle(order.indexOf(state.id())),
                    state.id().equals(life.begins()),
                    state.last()))
            .toList();
    var moves = new ArrayList<Move>();
    for (var move : life.moves().values()) {
      moves.add(move(register, move, order, HEAD + moves.size() * ROW + ROW / 2));
    }
    var bottom = HEAD + moves.size() * ROW + FOOT;
    return Optional.of(new Diagram(order.size() * COLUMN, bottom + FOOT, bottom, states, moves));
  }

  private static int middle(int column) {
    return column * COLUMN + COLUMN / 2;
  }

  private static Move move(Register register, Life.Move move, List<String> order, int y) {
    var to = order.indexOf(move.to());
    var from = move.from().stream().map(order::indexOf).filter(at -> at != to).sorted().toList();
    var dots = move.from().stream().map(order::indexOf).sorted().map(LifeDiagram::middle).toList();
    var loop = from.isEmpty();
    // From both sides the arrow comes from the side of the first.
    var begin = loop ? to : from.getFirst() < to ? from.getFirst() : from.getLast();
    return new Move(
        move.label(),
        y,
        dots,
        middle(begin),
        // Short of a dot that stands there, or the tip could not be told from it.
        middle(to)
            - (!loop && move.from().contains(move.to()) ? Integer.signum(to - begin) * 5 : 0),
        loop ? middle(to) + COLUMN / 4 : (middle(begin) + middle(to)) / 2,
        begin > to,
        loop,
        notes(register, move));
  }

  /** What stands in its way. */
  private static List<Label> notes(Register register, Life.Move move) {
    var notes = new ArrayList<Label>();
    notes.add(new Label("权限 " + move.may(), "may " + move.may()));
    move.who().stream()
        .map(who -> register.field(who).label())
        .forEach(who -> notes.add(new Label("限" + who.chinese(), "only " + who.english())));
    if (!move.otherThan().isEmpty()) {
      var others =
          String.join(
              "、", move.otherThan().stream().map(id -> called(register, id).chinese()).toList());
      var english =
          String.join(
              ", ", move.otherThan().stream().map(id -> called(register, id).english()).toList());
      notes.add(new Label("不得由“" + others + "”同一人办理", "by another than “" + english + "”"));
    }
    move.fill()
        .forEach(field ->
            notes.add(
                new Label(
                    "须填" + register.field(field).label().chinese(),
                    "fills " + register.field(field).label().english())));
    move.gates().stream().map(Life.Gate::says).forEach(notes::add);
    if (move.reason() == Life.Reasons.NEEDED) {
      notes.add(new Label("须写理由", "with a reason"));
    }
    if (move.unseen()) {
      notes.add(new Label("他人未打开前", "until somebody has opened it"));
    }
    return notes;
  }

  private static Label called(Register register, String id) {
    return register
        .life()
        .move(id)
        .map(Life.Move::label)
        .orElseGet(() -> register.field(id).label());
  }
}
