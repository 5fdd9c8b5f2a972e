package cn.tongtu.register;

import cn.tongtu.register.Showing.As;
import cn.tongtu.register.view.RegisterShown;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Words;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Records in a column a state (看板), each with what the reader may do with it. */
@Component
class BoardView {
  /** Of a state; all of them are its list. */
  private static final int TICKETS = 20;

  private static final int NOTES = 2;

  private final Entries entries;
  private final EntryView view;
  private final Moving moving;

  BoardView(Entries entries, EntryView view, Moving moving) {
    this.entries = entries;
    this.view = view;
    this.moving = moving;
  }

  List<RegisterShown.Lane> lanes(
      Showing showing, EntrySearch search, Map<String, String> orgs, Actor.Staff reader) {
    var register = search.register();
    var today = LocalDate.now(Words.CHINA);
    var me = moving.reader(reader, today);
    var counts =
        search.isEverything()
            ? Optional.of(entries.states(register))
            : Optional.<Map<String, Long>>empty();
    return register.life().states().values().stream()
        .filter(state -> search.state().isEmpty() || search.state().equals(state.id()))
        .map(state -> {
          var within = search.in(state.id());
          var count =
              counts
                  .map(all -> all.getOrDefault(state.id(), 0L))
                  .orElseGet(() -> entries.count(register, within, Entries.SEEN));
          // What is due first stands first; what has ended, the latest.
          var sorted =
              search.sort().isEmpty() && !state.last()
                  ? within.sorted(register.deadline().orElse(""))
                  : within;
          return new RegisterShown.Lane(
              state.id(),
              state.label(),
              state.lamp(),
              count + (count >= Entries.SEEN ? "+" : ""),
              entries.page(register, sorted, 0, TICKETS).stream()
                  .map(entry -> ticket(register, entry, orgs, me, today))
                  .toList(),
              showing.as(As.LIST).address(within).text());
        })
        .toList();
  }

  private RegisterShown.Ticket ticket(
      Register register, Entry entry, Map<String, String> orgs, Moving.Reader me, LocalDate today) {
    return new RegisterShown.Ticket(
        entry.id(),
        register.href(entry),
        register.titleOf(entry),
        entry.number().orElse(""),
        orgs.getOrDefault(entry.org(), entry.org()),
        TimeLeft.of(register, entry, today),
        register.fields().values().stream()
            .filter(field -> field.list() && !field.id().equals(register.title()))
            .filter(field -> register.deadline().filter(field.id()::equals).isEmpty())
            .filter(field -> !field.type().number())
            .map(field -> view.cell(field, entry))
            .filter(text -> !text.isEmpty())
            .limit(NOTES)
            .toList(),
        me.open(register, entry).stream()
            .map(move ->
                new RegisterShown.Does(
                    move.label(), move.to(), register.href(entry) + "?do=" + move.id() + "#do"))
            .toList());
  }
}
