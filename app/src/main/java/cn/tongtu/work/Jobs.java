package cn.tongtu.work;

import cn.tongtu.identity.Audit;
import cn.tongtu.identity.Audit.Change;
import cn.tongtu.identity.Permissions;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Forbidden;
import cn.tongtu.shared.LongWork;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Words;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Asking for long work, cancelling it, and asking for it again (后台任务办理). */
@Service
public class Jobs {
  static final String ALL = "system.maintain";
  static final String RECORD = "job";

  private final JobRows rows;
  private final Kinds kinds;
  private final Workers workers;
  private final Permissions permissions;
  private final Audit audit;
  private final TransactionTemplate transaction;
  private final Clock clock = Clock.system(Words.CHINA);

  Jobs(
      JobRows rows,
      Kinds kinds,
      Workers workers,
      Permissions permissions,
      Audit audit,
      TransactionTemplate transaction) {
    this.rows = rows;
    this.kinds = kinds;
    this.workers = workers;
    this.permissions = permissions;
    this.audit = audit;
    this.transaction = transaction;
  }

  /**
   * Asked for in the caller's transaction, if there is one.
   *
   * @return the job's number; of one that was asked for before and has not ended, that one's
   * @throws Forbidden when the person may not start this kind
   */
  public long start(String kind, Map<String, String> parameters, Actor.Staff actor) {
    var work = kinds.get(kind);
    var id = Objects.requireNonNull(transaction.execute(_ -> ask(work, parameters, actor)));
    workers.wake();
    return id;
  }

  private long ask(LongWork work, Map<String, String> parameters, Actor.Staff actor) {
    var org = work.org(parameters);
    var acting = (Actor.Staff) permissions.require(actor, work.action(), org);
    var json = JobRows.json(parameters);
    while (true) {
      var added = rows.add(work.kind(), json, acting);
      if (added.isPresent()) {
        var record = new RecordRef(RECORD, added.get());
        audit.changed(
            acting, work.action(), Change.added(record, org, parameters), work.name().chinese());
        return added.get();
      }
      var open = rows.open(work.kind(), json);
      // Else it ended in between.
      if (open.isPresent()) {
        return open.get();
      }
    }
  }

  /**
   * A job that this person may see.
   *
   * @throws NotFound also when there is one that is none of the person's business
   */
  Job get(long id, Actor.Staff actor) {
    return rows.find(id).filter(job -> sees(job, actor)).orElseThrow(Jobs::none);
  }

  private static NotFound none() {
    return new NotFound("没有这项任务", "there is no such job");
  }

  private boolean sees(Job job, Actor.Staff actor) {
    return job.person() == actor.id()
        || may(actor, ALL, "")
        || kinds
            .find(job.kind())
            .map(work -> may(actor, work.action(), work.org(job.parameters())))
            .orElse(false);
  }

  /** The kinds of which a person sees everybody's. */
  List<String> seen(Actor.Staff actor) {
    return may(actor, ALL, "")
        ? kinds.names()
        : kinds.list().stream()
            .filter(work -> may(actor, work.action(), ""))
            .map(LongWork::kind)
            .toList();
  }

  /** The kinds that a person may start from the list. */
  List<LongWork> offered(Actor.Staff actor) {
    return kinds.list().stream()
        .filter(LongWork::offered)
        .filter(work -> may(actor, work.action(), ""))
        .toList();
  }

  private boolean may(Actor.Staff actor, String action, String org) {
    return permissions.may(actor.id(), action, org, LocalDate.now(clock)).allowed();
  }

  void cancel(long id, Actor.Staff actor) {
    transaction.executeWithoutResult(_ -> {
      var job = rows.lock(id);
      var acting = requireOver(job, actor);
      var open = job.orElseThrow(Jobs::none);
      open.checkCancel();
      rows.cancel(id);
      audit.changed(
          acting,
          action(open),
          new Change(
              new RecordRef(RECORD, id),
              "",
              Map.of("state", open.state().name()),
              Map.of("cancel", "true")),
          "取消任务");
    });
    workers.stop(id);
  }

  long again(long id, Actor.Staff actor) {
    var job = rows.find(id);
    var acting = requireOver(job, actor);
    var ended = job.orElseThrow(Jobs::none);
    ended.checkAgain();
    return start(ended.kind(), ended.parameters(), acting);
  }

  /** One's own, or whoever may start it, or who maintains the system; nobody else. */
  private Actor.Staff requireOver(Optional<Job> job, Actor.Staff actor) {
    if (job.isPresent() && job.get().person() == actor.id()) {
      return actor;
    }
    var work = job.flatMap(known -> kinds.find(known.kind()));
    var org = work.map(known -> known.org(job.orElseThrow().parameters())).orElse("");
    var action = work.map(LongWork::action).filter(known -> may(actor, known, org)).orElse(ALL);
    return (Actor.Staff) permissions.require(actor, action, action.equals(ALL) ? "" : org);
  }

  private String action(Job job) {
    return kinds.find(job.kind()).map(LongWork::action).orElse(ALL);
  }
}
