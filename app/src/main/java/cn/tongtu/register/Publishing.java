package cn.tongtu.register;

import cn.tongtu.ledger.BulkSettling;
import cn.tongtu.ledger.Reason;
import cn.tongtu.ledger.RecordSource.Said;
import cn.tongtu.register.Change.Kind;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Structure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Does what a plan says (发布): renames, reads anew, widens, settles, and notes the version last. It
 * may die anywhere and be done again. It has no way to take a table or a column away.
 */
@Component
class Publishing {
  private static final int AT_ONCE = 5000;

  private final Definitions definitions;
  private final Holdings holdings;
  private final Conversions conversions;
  private final Entries entries;
  private final BulkSettling settling;
  private final JdbcClient db;
  private final Structure structure;
  private final TransactionTemplate transaction;

  Publishing(
      Definitions definitions,
      Holdings holdings,
      Conversions conversions,
      Entries entries,
      BulkSettling settling,
      JdbcClient db,
      Structure structure,
      TransactionTemplate transaction) {
    this.definitions = definitions;
    this.holdings = holdings;
    this.conversions = conversions;
    this.entries = entries;
    this.settling = settling;
    this.db = db;
    this.structure = structure;
    this.transaction = transaction;
  }

  /** What comes before tables are widened: what is there gets its new name or type. */
  void prepare(Plan plan, Registers registers) {
    for (var id : plan.registers()) {
      registers
          .find(id)
          .ifPresent(register -> {
            plan.of(id).stream()
                .filter(change -> change.kind() == Kind.RENAMED)
                .forEach(change -> rename(register, change));
            plan.of(id).stream()
                .filter(change -> change.kind() == Kind.CONVERTED)
                .forEach(change -> convert(register, change));
          });
    }
  }

  private void rename(Register register, Change change) {
    switch (change.part()) {
      case FIELD -> {
        column(register, change.was(), change.id());
        index(register, change.was() + "_unique", change.id() + "_unique");
      }
      case MOVE -> {
        column(register, RegisterTables.on(change.was()), RegisterTables.on(change.id()));
        column(register, RegisterTables.by(change.was()), RegisterTables.by(change.id()));
        column(register, RegisterTables.behalf(change.was()), RegisterTables.behalf(change.id()));
      }
      case STATE -> value(register, "_state", change.was(), change.id());
      case WORD ->
          register.fields().values().stream()
              .filter(field -> change.id().equals(field.renamed().get(change.was())))
              .forEach(field -> value(register, field.id(), change.was(), change.id()));
      case REGISTER, RULE -> {
        // It is kept under its first id; what is called otherwise is looked up by both.
      }
    }
  }

  private Map<String, String> columns(Register register) {
    return holdings.columns().getOrDefault("r_" + register.id(), new TreeMap<>());
  }

  private void column(Register register, String from, String to) {
    var there = columns(register);
    if (there.containsKey(from) && !there.containsKey(to)) {
      structure.change(
          List.of("alter table %s rename column %s to %s".formatted(register.table(), from, to)));
    }
  }

  private void index(Register register, String from, String to) {
    structure.change(
        List.of(
            "alter index if exists register.%s rename to %s"
                .formatted(
                    RegisterTables.indexed(register, from), RegisterTables.indexed(register, to))));
  }

  private void value(Register register, String column, String from, String to) {
    int changed;
    do {
      changed =
          db.sql(
                  "update %1$s set %2$s = ? where id in (select id from %1$s where %2$s = ? limit %3$d)"
                      .formatted(register.table(), column, AT_ONCE))
              .params(to, from)
              .update();
    } while (changed > 0);
  }

  /** A new column, filled beside the old one, takes its place at one blow; the old one is kept. */
  private void convert(Register register, Change change) {
    var field = register.field(change.id());
    var there = columns(register);
    var meaning = field.type().meaning();
    if (meaning.equals(there.get(field.id()))) {
      return;
    }
    var fresh = "_new_" + field.id();
    structure.change(
        List.of(
            "alter table %s add column if not exists %s %s"
                .formatted(register.table(), fresh, field.type().column())));
    conversions.fill(register, field.id(), change.was(), fresh, field);
    var kept = "_was_%s_%d".formatted(field.id(), next(register.id()));
    structure.change(
        List.of(
            "alter index if exists register.%s rename to %s"
                .formatted(
                    RegisterTables.indexed(register, field.id() + "_unique"),
                    RegisterTables.indexed(register, kept + "_unique")),
            """
            alter table %1$s rename column %2$s to %3$s;
            alter table %1$s rename column %4$s to %2$s;
            comment on column %1$s.%2$s is '%5$s'
            """
                .formatted(register.table(), field.id(), kept, fresh, meaning)));
  }

  private int next(String register) {
    return definitions.of(register).stream().findFirst().map(one -> one.version() + 1).orElse(1);
  }

  /** What comes after: the ledger follows, and the version is noted. */
  void conclude(Plan plan, Registers registers, String note, Actor actor) {
    for (var id : plan.registers()) {
      var register = registers.find(id);
      var changes = plan.of(id);
      register
          .filter(_ -> changes.stream().anyMatch(Change::moves))
          .ifPresent(moved -> settle(moved, note, actor));
      definitions.add(
          id,
          next(id),
          register.map(one -> one.declared().text()).orElse(""),
          register.map(Shape::of).orElseGet(() -> last(id)),
          changes.stream().map(Change::told).toList(),
          note,
          actor);
    }
  }

  private Shape last(String register) {
    return definitions.of(register).getFirst().shape();
  }

  private void settle(Register register, String note, Actor actor) {
    var reason = new Reason("发布台账定义：" + note, Optional.of("发布台账定义：" + note));
    transaction.executeWithoutResult(_ -> {
      var records = new ArrayList<Said>();
      for (var entry : entries.list(register)) {
        records.add(
            new Said(new RecordRef(register.recordKind(), entry.id()), register.movements(entry)));
      }
      settling.settle(records.stream(), actor, reason);
    });
  }
}
