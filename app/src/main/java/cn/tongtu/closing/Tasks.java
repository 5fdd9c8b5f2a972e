package cn.tongtu.closing;

import cn.tongtu.closing.ClosingEvent.Step;
import cn.tongtu.closing.view.ClosingPage.Task;
import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Permissions;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Words;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What one who is signed in may do next about closing (下一步). */
@Component
class Tasks {
  private final Closings closings;
  private final Permissions permissions;
  private final Clock clock = Clock.system(Words.CHINA);

  Tasks(Closings closings, Permissions permissions) {
    this.closings = closings;
    this.permissions = permissions;
  }

  boolean may(Actor actor, String action, String org) {
    return actor instanceof Actor.Product
        || permissions
            .may(actor.person().orElseThrow(), action, org, LocalDate.now(clock))
            .allowed();
  }

  /** Signatures that wait, then what was sent back, then the months that come next. */
  List<Task> of(Actor actor, List<Organisation> orgs, Map<String, YearMonth> closed) {
    var names = orgs.stream().collect(Collectors.toMap(Organisation::code, ClosingPages::label));
    var tasks = new ArrayList<Task>();
    var waiting = closings.waiting();
    for (var event : waiting) {
      var signing = event.step() == Step.PROPOSED;
      var books =
          new Books(
              event.org(), event.month(), java.util.Optional.empty(), List.of(event), List.of());
      if (may(actor, signing ? Closing.SIGN : Closing.PROPOSE, event.org())
          && !(signing && books.proposedBy(actor))) {
        tasks.add(
            task(
                signing ? "sign" : "again",
                names.getOrDefault(event.org(), new Label(event.org(), event.org())),
                event.org(),
                event.month(),
                event.actor(),
                LocalDate.ofInstant(event.at(), Words.CHINA).toString()));
      }
    }
    for (var org : orgs) {
      var last = closed.get(org.code());
      var next = last == null ? YearMonth.now(clock).minusMonths(1) : last.plusMonths(1);
      var busy = waiting.stream().anyMatch(event -> event.org().equals(org.code()));
      if (!busy && next.isBefore(YearMonth.now(clock)) && may(actor, Closing.PROPOSE, org.code())) {
        tasks.add(
            task(
                last == null ? "first" : "next",
                ClosingPages.label(org),
                org.code(),
                next,
                "",
                ""));
      }
    }
    return tasks;
  }

  private static Task task(
      String kind, Label org, String code, YearMonth month, String who, String when) {
    return new Task(kind, org, Books.both(month), "/closing/" + code + "/" + month, who, when);
  }
}
