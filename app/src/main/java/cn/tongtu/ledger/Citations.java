package cn.tongtu.ledger;

import cn.tongtu.engine.formula.Cell;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.RecordRef;
import java.math.BigDecimal;
import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which issued documents quoted which cells (引用), so that a revision can name the documents that it
 * makes untrue.
 */
@Service
public class Citations {
  private final JdbcClient db;

  Citations(JdbcClient db) {
    this.db = db;
  }

  /**
   * A document as it was issued (发出的文稿).
   *
   * @param path where it is read
   * @param knownAt everything posted until then was counted in it
   */
  public record Issued(RecordRef document, String title, String path, Instant knownAt) {}

  /** A cell as it was quoted; no amount is no data. */
  public record Quoted(Cell cell, View view, Optional<BigDecimal> amount) {}

  /**
   * Registers what a document quotes, in the caller's transaction. A document that is issued again
   * with the same amounts is the same document and adds nothing.
   *
   * @return whether it was new
   */
  @Transactional
  public boolean cite(Issued issued, Collection<Quoted> quoted, Actor actor) {
    var cells = quoted.stream().map(this::row).distinct().toList();
    var document = issued.document;
    // Of two who issue it at once the later one sees what the earlier registered.
    db.sql("select pg_advisory_xact_lock(hashtextextended('ledger.citation ' || ?, ?))")
        .params(document.kind(), document.id())
        .query(_ -> {});
    if (same(document, cells)) {
      return false;
    }
    var citation =
        db.sql(
                """
                insert into ledger.citation (document_kind, document_id, title, path, known_at, actor)
                values (?, ?, ?, ?, ?, ?) returning id
                """)
            .params(
                document.kind(),
                document.id(),
                issued.title,
                issued.path,
                issued.knownAt.atOffset(ZoneOffset.UTC),
                actor.name())
            .query(Long.class)
            .single();
    for (var cell : cells) {
      db.sql(
              """
              insert into ledger.cited_cell (citation, measure, orgs, filters, from_day, to_day, quantity)
              values (?, ?, ?, ?, ?, ?, ?)
              """)
          .params(
              Arrays.<@Nullable Object>asList(
                  citation,
                  cell.measure,
                  cell.orgs.isEmpty() ? null : cell.orgs.toArray(String[]::new),
                  cell.filters.toArray(String[]::new),
                  cell.from.map(Date::valueOf).orElse(null),
                  cell.to,
                  cell.quantity.orElse(null)))
          .update();
    }
    return true;
  }

  private record Row(
      String measure,
      List<String> orgs,
      List<String> filters,
      Optional<LocalDate> from,
      LocalDate to,
      Optional<Long> quantity) {}

  private List<String> orgs(Quoted quoted) {
    var view = quoted.view;
    if (view.below()) {
      return db.sql("select unnest(identity.within(?, ?))")
          .params(view.org(), quoted.cell.when().last())
          .query(String.class)
          .list();
    }
    return view.isEverywhere() ? List.of() : List.of(view.org());
  }

  private Row row(Quoted quoted) {
    var cell = quoted.cell;
    return new Row(
        cell.measure(),
        orgs(quoted),
        cell.filters().stream().map(CellAddress::write).sorted().toList(),
        switch (cell.when()) {
          case Cell.When.Over(var from, _) -> Optional.of(from);
          case Cell.When.UpTo _ -> Optional.empty();
          case Cell.When.LastIn(var from, _) -> Optional.of(from);
        },
        cell.when().last(),
        quoted.amount.map(Amounts::toLedger));
  }

  /** Whether the document's last citation quoted the same cells with the same amounts. */
  private boolean same(RecordRef document, List<Row> cells) {
    var before =
        db.sql(
                """
                select measure, orgs, filters, from_day, to_day, quantity
                  from ledger.cited_cell
                 where citation = (select max(id) from ledger.citation where document_kind = ? and document_id = ?)
                """)
            .params(document.kind(), document.id())
            .query((rs, _) ->
                new Row(
                    rs.getString("measure"),
                    Optional.ofNullable(rs.getArray("orgs")).isEmpty()
                        ? List.of()
                        : List.of((String[]) rs.getArray("orgs").getArray()),
                    List.of((String[]) rs.getArray("filters").getArray()),
                    Optional.ofNullable(rs.getObject("from_day", LocalDate.class)),
                    rs.getObject("to_day", LocalDate.class),
                    Optional.ofNullable(rs.getObject("quantity", Long.class))))
            .list();
    return before.size() == cells.size() && Set.copyOf(before).equals(Set.copyOf(cells));
  }
}
