package cn.tongtu.register;

import cn.tongtu.identity.Directory;
import cn.tongtu.register.TimeLimit.Call;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Notices;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells people that records are soon due or late (提醒、催办), each once however many servers run. After
 * an outage one is told the latest and not all that was missed.
 */
@Service
class Calling {
  private final Terms terms;
  private final Entries entries;
  private final Directory directory;
  private final Notices notices;

  Calling(Terms terms, Entries entries, Directory directory, Notices notices) {
    this.terms = terms;
    this.entries = entries;
    this.directory = directory;
    this.notices = notices;
  }

  /** Whether a call is to be made by a day. */
  static boolean reached(TimeLimit limit, Call call, LocalDate due, LocalDate today) {
    return !today.isBefore(
        call.offset() < 0
            ? limit.calendar().minus(due, -call.offset())
            : limit.calendar().plus(due, call.offset()));
  }

  @Transactional
  void call(Register register, TimeLimit limit, long record, LocalDate today) {
    var entry = entries.lock(register, record);
    terms
        .find(register, record, limit)
        .filter(term -> term.runs() && !term.pauseIsOpen())
        .ifPresent(term -> call(register, limit, entry, term, today));
  }

  private void call(Register register, TimeLimit limit, Entry entry, Term term, LocalDate today) {
    var told = new LinkedHashMap<Long, Call>();
    for (var call : limit.calls()) {
      if (reached(limit, call, term.due(), today) && terms.call(register, term, call)) {
        people(register, entry, call).forEach(person -> told.put(person.id(), call));
      }
    }
    told.forEach((person, call) ->
        notices.tell(
            person, words(register, limit, entry, term, call, today), register.href(entry)));
  }

  private Stream<Directory.Member> people(Register register, Entry entry, Call call) {
    return call.to().stream()
        .flatMap(to ->
            register.fields().containsKey(to)
                ? Stream.ofNullable((String) entry.values().get(to))
                    .flatMap(account -> directory.find(account).stream())
                : directory.holding(to, entry.org()).stream());
  }

  private static Label words(
      Register register, TimeLimit limit, Entry entry, Term term, Call call, LocalDate today) {
    var left = TimeLeft.standing(limit.calendar(), term.due(), today, limit.soon()).label();
    var what = register.field(limit.fills()).label();
    var how = call.escalates() ? new Label("督办", "Overdue") : new Label("提醒", "Reminder");
    return new Label(
        "%s：%s“%s”%s（%s，%s）"
            .formatted(
                how.chinese(),
                register.label(),
                register.titleOf(entry),
                what.chinese(),
                term.due(),
                left.chinese()),
        "%s: %s “%s”, %s %s, %s"
            .formatted(
                how.english(),
                register.english(),
                register.titleOf(entry),
                what.english(),
                term.due(),
                left.english()));
  }

  /** The escalations of a record that were reached, for whoever sees to it that it goes on. */
  static Stream<Call> escalations(Register register, Entry entry, LocalDate today) {
    return register.limits().stream()
        .filter(limit -> !limit.pausesIn(entry.state()))
        .flatMap(limit ->
            Stream.ofNullable((LocalDate) entry.values().get(limit.fills()))
                .flatMap(due ->
                    limit.calls().stream()
                        .filter(Call::escalates)
                        .filter(call -> reached(limit, call, due, today))));
  }
}
