package cn.tongtu.ledger;

import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Settling on a database of a test's own (批量结记). */
public final class Settlings {
  private Settlings() {}

  public static BulkSettling on(DataSource database, Measures measures) {
    return new BulkSettling(new JdbcTemplate(database), measures);
  }
}
