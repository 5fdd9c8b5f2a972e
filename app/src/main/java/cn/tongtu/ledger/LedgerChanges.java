package cn.tongtu.ledger;

import cn.tongtu.engine.formula.MeasureKind;
import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Organisations;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Address;
import cn.tongtu.shared.Change;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Words;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Which measures moved since a day (记账变动), by the marks that each day's first fold leaves. */
@Component
class LedgerChanges implements Change.Teller {
  private static final int MOST = 12;

  private final JdbcClient db;
  private final Measures measures;
  private final Organisations organisations;
  private final Clock clock = Clock.system(Words.CHINA);
  private LocalDate marked = LocalDate.MIN;

  LedgerChanges(JdbcClient db, Measures measures, Organisations organisations) {
    this.db = db;
    this.measures = measures;
    this.organisations = organisations;
  }

  /** Called by whoever folds; the first call of a day leaves its mark. */
  void mark() {
    var today = LocalDate.now(clock);
    if (!today.equals(marked)) {
      db.sql(
              """
              insert into ledger.mark (day, through) select ?, through from ledger.edge
              on conflict (day) do nothing
              """)
          .param(today)
          .update();
      marked = today;
    }
  }

  private record Moved(
      String measure,
      String org,
      long orgs,
      LocalDate first,
      LocalDate last,
      long postings,
      long quantity,
      OffsetDateTime at) {}

  @Override
  @Transactional(readOnly = true)
  public List<Change> since(LocalDate day, Actor.Staff reader) {
    var names =
        organisations.list().stream().collect(Collectors.toMap(Organisation::code, one -> one));
    return db
        .sql(
            """
            select measure, min(org) org, count(distinct org) orgs, min(on_day) first, max(on_day) last,
                   count(*) postings, sum(quantity) quantity, max(posted_at) at
              from ledger.posting
             where id > (select through from ledger.mark where day >= ? order by day limit 1)
             group by measure order by max(posted_at) desc, measure limit ?
            """)
        .params(day, MOST)
        .query(Moved.class)
        .list()
        .stream()
        .flatMap(moved ->
            measures.find(moved.measure).stream()
                .map(measure -> change(moved, measure, names.get(moved.org))))
        .toList();
  }

  private static Change change(Moved moved, Measure measure, @Nullable Organisation org) {
    var whose =
        moved.orgs > 1
            ? new Label(moved.orgs + " 个单位", moved.orgs + " organisations")
            : org == null ? new Label(moved.org, moved.org) : Organisations.label(org, false);
    var quantity =
        measure.type().kind() == MeasureKind.READING
            ? ""
            : " " + signed(Amounts.fromLedger(moved.quantity), measure);
    return new Change(
        moved.at.toInstant(),
        new Label(
            measure.label() + " · " + whose.chinese(), measure.english() + " · " + whose.english()),
        new Label(
            moved.postings + " 笔" + quantity,
            moved.postings + (moved.postings == 1 ? " posting" : " postings") + quantity),
        Address.of("/postings")
            .with("measure", moved.measure)
            .with("org", moved.orgs > 1 ? View.everywhere().whose() : moved.org)
            .with("from", moved.first)
            .with("to", moved.last)
            .text());
  }

  private static String signed(BigDecimal amount, Measure measure) {
    return (amount.signum() > 0 ? "+" : "") + InFull.of(amount, measure.unit());
  }
}
