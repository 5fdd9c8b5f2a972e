package cn.tongtu.closing;

import cn.tongtu.closing.ClosingEvent.Step;
import cn.tongtu.identity.Audit;
import cn.tongtu.identity.Audit.Change;
import cn.tongtu.identity.Organisations;
import cn.tongtu.identity.Permissions;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.Words;
import java.time.Clock;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Closing an organisation's month (关账): one proposes, another signs off or sends back. There is no
 * reopening; what has to change afterwards is a revision. Organisations below that never kept a
 * record are closed along with the one above them.
 */
@Service
public class Closing {
  static final String PROPOSE = "closing.propose";
  static final String SIGN = "closing.sign";

  private final Closings closings;
  private final Organisations organisations;
  private final Permissions permissions;
  private final Audit audit;
  private final Clock clock = Clock.system(Words.CHINA);

  Closing(Closings closings, Organisations organisations, Permissions permissions, Audit audit) {
    this.closings = closings;
    this.organisations = organisations;
    this.permissions = permissions;
    this.audit = audit;
  }

  /**
   * Proposes a month for closing (提请关账).
   *
   * @throws Refusal when the month is not over, the month before is not closed, or an organisation
   *     below has not closed it
   */
  @Transactional
  public void propose(String org, YearMonth month, Actor actor) {
    var acting = permissions.require(actor, PROPOSE, organisations.get(org).code());
    var locked = lock(org, month);
    locked.books.checkProposal(YearMonth.now(clock));
    put(locked.books, Step.PROPOSED, acting, "提请关账");
  }

  /** Signs a proposed month off (签批): from now on it is closed. */
  @Transactional
  public void signOff(String org, YearMonth month, Actor actor) {
    var acting = permissions.require(actor, SIGN, organisations.get(org).code());
    var locked = lock(org, month);
    locked.books.checkSignOff(acting);
    locked.neverKept.forEach(
        below -> closings.add(below, month, Step.SIGNED, acting, "没有记过账，随上级单位关账"));
    put(locked.books, Step.SIGNED, acting, "签批关账");
  }

  /** Sends a proposed month back (退回) with the reason. */
  @Transactional
  public void sendBack(String org, YearMonth month, String why, Actor actor) {
    var acting = permissions.require(actor, SIGN, organisations.get(org).code());
    var locked = lock(org, month);
    locked.books.checkReturn(why);
    put(locked.books, Step.RETURNED, acting, why.strip());
  }

  private void put(Books books, Step step, Actor acting, String why) {
    closings.add(books.org(), books.month(), step, acting, why);
    audit.changed(
        acting,
        step == Step.PROPOSED ? PROPOSE : SIGN,
        new Change(
            new RecordRef("closing", Closings.number(books.month())),
            books.org(),
            Map.of("step", books.state().name()),
            Map.of("month", books.month().toString(), "step", step.name())),
        why);
  }

  /** The books as they stand while nobody writes, and who below never kept a record. */
  private record Locked(Books books, List<String> neverKept) {}

  private Locked lock(String org, YearMonth month) {
    var below = below(org, month);
    var all = new TreeSet<>(below);
    all.add(org);
    Refusal.unless(
        closings.lockBooks(all),
        "正有记账写入这些单位，请稍候再试",
        "records are being written just now, try again in a moment");
    return read(org, month, below);
  }

  private List<String> below(String org, YearMonth month) {
    var parents = organisations.parents(month.atEndOfMonth());
    var below = new LinkedHashSet<String>();
    var layer = Set.of(org);
    while (!layer.isEmpty()) {
      var above = layer;
      layer =
          parents.keySet().stream()
              .filter(code -> above.contains(parents.get(code)))
              .filter(below::add)
              .collect(Collectors.toSet());
    }
    return List.copyOf(below);
  }

  private Locked read(String org, YearMonth month, List<String> below) {
    var closed = closings.closedThrough();
    var open =
        below.stream()
            .filter(code ->
                Optional.ofNullable(closed.get(code))
                    .filter(last -> !last.isBefore(month))
                    .isEmpty())
            .toList();
    var through = Optional.ofNullable(closed.get(org));
    var neverKept = new ArrayList<String>();
    if (through.filter(last -> !last.isBefore(month)).isEmpty()) {
      var neverClosed = open.stream().filter(code -> !closed.containsKey(code)).toList();
      neverKept.addAll(neverClosed);
      neverKept.removeAll(closings.kept(neverClosed, month));
    }
    return new Locked(
        new Books(
            org,
            month,
            through,
            closings.events(org, month),
            open.stream()
                .filter(code -> !neverKept.contains(code))
                .map(code -> organisations.get(code).name())
                .toList()),
        neverKept);
  }

  /** The books of a month as they are read for a page. */
  @Transactional(readOnly = true)
  Books books(String org, YearMonth month) {
    return read(org, month, below(org, month)).books;
  }
}
