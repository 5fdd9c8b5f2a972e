package cn.tongtu.register;

import cn.tongtu.ledger.Measures;
import cn.tongtu.ledger.Settlings;
import cn.tongtu.pack.Packs;
import cn.tongtu.testkit.TestDatabase;

/** The publishing of registers on a database of its own, without the rest of the product. */
final class Published {
  private Published() {}

  static RegisterTables tables(Registers registers, TestDatabase database, String note) {
    return tables(registers, database, new Measures(Packs.builtIn()), note);
  }

  static RegisterTables tables(
      Registers registers, TestDatabase database, Measures measures, String note) {
    var db = database.jdbc();
    var definitions = new Definitions(db);
    var holdings = new Holdings(db);
    var conversions = new Conversions(db);
    return new RegisterTables(
        registers,
        new Planning(definitions, holdings, conversions),
        new Publishing(
            definitions,
            holdings,
            conversions,
            new Entries(db),
            Settlings.on(database.dataSource(), measures),
            db,
            database.structure(),
            database.transaction()),
        holdings,
        db,
        database.structure(),
        note,
        false);
  }

  /** Nothing that is written names anybody, so nobody is looked up. */
  @SuppressWarnings("NullAway")
  static Names noNames() {
    return new Names(null);
  }
}
