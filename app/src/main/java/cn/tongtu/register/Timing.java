package cn.tongtu.register;

import cn.tongtu.engine.calendar.Due;
import cn.tongtu.identity.Permissions;
import cn.tongtu.ledger.Reason;
import cn.tongtu.register.Life.Move;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Mistakes;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Refusal;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalInt;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Runs the time limits of records (期限计时): they begin, rest and end with moves, are extended once,
 * and a provisional day is settled when the holidays of its year are published.
 */
@Service
class Timing {
  private final Terms terms;
  private final Entries entries;
  private final RegisterKeeping keeping;
  private final Permissions permissions;

  Timing(Terms terms, Entries entries, RegisterKeeping keeping, Permissions permissions) {
    this.terms = terms;
    this.entries = entries;
    this.keeping = keeping;
    this.permissions = permissions;
  }

  /**
   * What a move does to the time limits, in its transaction and under the record's lock; answers
   * the record with the days on which it is due now.
   */
  Entry moved(Register register, Entry after, Move move, LocalDate day) {
    var entry = after;
    if (!register.limits().isEmpty()) {
      var last = register.life().into(move).last();
      for (var limit : register.limits()) {
        var term = terms.find(register, after.id(), limit);
        if (limit.start().equals(move.id()) && term.filter(Term::runs).isEmpty()) {
          entry =
              keep(
                  register,
                  entry,
                  limit,
                  Term.begun(after.id(), limit, limit.length(register, after), day));
        } else if (term.isPresent()) {
          entry = led(register, entry, limit, term.get(), move, last, day);
        }
      }
    }
    return entry;
  }

  private Entry led(
      Register register,
      Entry entry,
      TimeLimit limit,
      Term term,
      Move move,
      boolean last,
      LocalDate day) {
    var next = term;
    if (!term.runs()) {
      // Only what was sent or taken back goes on; anything else would wake what is over.
      if (last || !(move.round() || move.unseen())) {
        return entry;
      }
      next = term.goesOn();
    }
    var rests = limit.pausesIn(entry.state());
    if (next.pauseIsOpen() && !rests) {
      next = next.resumed(day).counted(limit, day);
    } else if (!next.pauseIsOpen() && rests) {
      next = next.paused(day);
    }
    if (last || limit.stops().contains(move.id())) {
      next = next.stopped(day);
    }
    return next.equals(term) ? entry : keep(register, entry, limit, next);
  }

  private Entry keep(Register register, Entry entry, TimeLimit limit, Term term) {
    terms.put(register, term);
    return entry.with(limit.fills(), term.due());
  }

  /**
   * Gives a record more time, once (延期).
   *
   * @throws Refusal when it is over, late already, or was extended before
   */
  @Transactional
  void extend(
      RecordRef record,
      Register register,
      String limitId,
      OptionalInt revision,
      LocalDate today,
      Actor actor,
      Reason reason) {
    var limit =
        register.limits().stream()
            .filter(each -> each.id().equals(limitId))
            .findFirst()
            .orElseThrow(() -> new NotFound("没有这项期限", "there is no such time limit"));
    var extending =
        limit
            .extending()
            .orElseThrow(() -> new Refusal("这项期限不能延长", "this time limit is not extended"));
    var before = entries.lock(register, record.id());
    var acting = permissions.require(actor, extending.may(), before.org());
    RegisterKeeping.requireCurrent(before, revision);
    var term =
        terms
            .find(register, record.id(), limit)
            .filter(Term::runs)
            .orElseThrow(() -> new Refusal("期限没有在计算，不能延期", "the time limit does not run"));
    Refusal.unless(term.extension().isEmpty(), "已经延期一次，不能再延", "it was extended once already");
    Refusal.unless(
        !term.due(limit, today).day().isBefore(today),
        "已超期（" + term.due() + " 到期），不能再延期",
        "it was due on " + term.due() + ", and is not extended afterwards");
    var mistakes = new Mistakes();
    var _ = mistakes.needs("why", reason.why(), "请写明延期理由", "say why it is extended");
    mistakes.tell();
    settle(
        register,
        before,
        limit,
        term.extended(extending.by()).counted(limit, today),
        Steps.EXTENDED,
        acting,
        reason);
  }

  private void settle(
      Register register,
      Entry before,
      TimeLimit limit,
      Term term,
      String deed,
      Actor acting,
      Reason reason) {
    terms.put(register, term);
    var dated = before.revised().with(limit.fills(), term.due());
    var after = dated.holding(Facts.worked(register, dated));
    keeping.put(register, before, after, deed, acting, reason);
  }

  /** The terms whose day may be another one than was said. */
  List<Term> unsettled(Register register, TimeLimit limit, LocalDate today) {
    return terms.unsettled(register, limit).stream()
        .filter(term -> changed(limit, term, today))
        .toList();
  }

  private static boolean changed(TimeLimit limit, Term term, LocalDate today) {
    var published =
        term.unpublished().isPresent()
            && limit.calendar().isPublished(term.unpublished().getAsInt());
    return published || (term.pauseIsOpen() && term.due(limit, today).running());
  }

  /**
   * Works out a day anew because holidays were published, or because a pause has lasted as long as
   * it may; the record tells it.
   */
  @Transactional
  void recount(Register register, TimeLimit limit, long record, LocalDate today, Actor product) {
    var before = entries.lock(register, record);
    var found = terms.find(register, record, limit).filter(Term::runs);
    if (found.filter(term -> changed(limit, term, today)).isEmpty()) {
      return;
    }
    var term = found.get();
    var now = term.counted(limit, today);
    if (now.due().equals(term.due())) {
      terms.put(register, now);
      return;
    }
    var was = new Due(term.due(), true, term.unpublished(), List.of());
    var is = new Due(now.due(), true, now.unpublished(), List.of());
    var why =
        term.pauseIsOpen()
            ? "暂停已满上限，继续计时，" + now.due() + " 到期"
            : is.movedFrom(was).orElseThrow().chinese();
    settle(register, before, limit, now, Steps.RECOUNTED, product, Reason.of(why));
  }
}
