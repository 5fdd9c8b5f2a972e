package cn.tongtu.ledger;

import cn.tongtu.identity.Permissions;
import cn.tongtu.ledger.Audits.Audit;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Lamp;
import cn.tongtu.shared.Words;
import cn.tongtu.shared.WorkItem;
import cn.tongtu.shared.WorkItems;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Holds the roll-ups against their postings every night (夜间核对). A cell that differs is an alarm: it
 * is named in the log, kept, and waits as work for whoever may check the ledger. It is never mended
 * silently.
 */
@Service
class NightlyAudit implements WorkItems {
  static final String CHECK = "ledger.check";
  private static final LocalTime HOUR = LocalTime.of(2, 30);
  private static final Logger LOG = LoggerFactory.getLogger(NightlyAudit.class);

  private final Rollups rollups;
  private final Postings postings;
  private final Audits audits;
  private final Permissions permissions;

  NightlyAudit(Rollups rollups, Postings postings, Audits audits, Permissions permissions) {
    this.rollups = rollups;
    this.postings = postings;
    this.audits = audits;
    this.permissions = permissions;
  }

  /**
   * Whether a night has come since the last one; a server that was off at night makes up for it
   * when it is on again.
   */
  static boolean isDue(Optional<Instant> last, Instant now) {
    var local = ZonedDateTime.ofInstant(now, Words.CHINA);
    var tonight = local.with(HOUR);
    var night = tonight.isAfter(local) ? tonight.minusDays(1) : tonight;
    return last.isEmpty() || last.get().isBefore(night.toInstant());
  }

  /**
   * Audits if it is due at this moment and nobody else is at it.
   *
   * @return what was found; empty when it was not due
   */
  @Transactional
  public Optional<Audit> ifDue(Instant now) {
    var due = audits.lock() && isDue(audits.last().map(Audit::at), now);
    return due ? Optional.of(run()) : Optional.empty();
  }

  private Audit run() {
    var differences = rollups.differences();
    audits.add(postings.count(), differences);
    differences.forEach(each -> LOG.error("汇总与记账不符 roll-up differs from postings: {}", each));
    return audits.last().orElseThrow();
  }

  @Override
  @Transactional(readOnly = true)
  public List<WorkItem> of(Actor.Staff person, LocalDate today) {
    return audits.last().stream()
        .filter(last -> last.differing() > 0 && permissions.anywhere(person.id(), CHECK))
        .map(last ->
            new WorkItem(
                new Label(
                    "汇总与记账有 " + last.differing() + " 处不符，请查明原因",
                    last.differing() + " roll-up cells differ from their postings; find out why"),
                new Label("您负责核对总账", "you check the ledger"),
                Optional.empty(),
                Optional.of(last.at()),
                Lamp.RED,
                "/ledger/audits"))
        .toList();
  }
}
