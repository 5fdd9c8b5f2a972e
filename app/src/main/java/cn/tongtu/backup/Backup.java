package cn.tongtu.backup;

import cn.tongtu.attachment.FileFolder;
import cn.tongtu.backup.Manifest.Column;
import cn.tongtu.backup.Manifest.Sequence;
import cn.tongtu.backup.Manifest.Table;
import cn.tongtu.seal.SealFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Service;

/**
 * Backs up (备份) what the database holds at one instant, while others go on working: every table
 * through COPY in one snapshot, then as many signed roots as that snapshot has batches, and the
 * photos and files that it names.
 */
@Service
class Backup {
  private static final long TELL_EVERY = 500_000;

  /** Of the modules' own schemas: each is known by the history of its migrations. */
  private static final String OURS =
      "(select nspname from pg_class h join pg_namespace n on n.oid = h.relnamespace where h.relname = 'migration' and h.relkind = 'r')";

  private final DataSource database;
  private final SealFolder seal;
  private final FileFolder folder;

  Backup(DataSource database, SealFolder seal, FileFolder folder) {
    this.folder = folder;
    this.database = database;
    this.seal = seal;
  }

  Manifest write(BackupFile file, PrintStream screen) {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      try {
        return file.write(zip -> fill(zip, connection, screen));
      } finally {
        connection.rollback();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Manifest fill(ZipOutputStream zip, Connection connection, PrintStream screen)
      throws IOException {
    var db = JdbcClient.create(new SingleConnectionDataSource(connection, true));
    var at = Instant.now();
    var versions = new LinkedHashMap<String, String>();
    var checksums = new LinkedHashMap<String, Integer>();
    for (var schema :
        db.sql("select nspname from " + OURS + " s order by 1").query(String.class).list()) {
      db.sql(
              "select version, checksum from %s.migration where success and version is not null order by installed_rank"
                  .formatted(schema))
          .query(rs -> {
            versions.put(schema, rs.getString("version"));
            checksums.put(schema + " " + rs.getString("version"), rs.getInt("checksum"));
          });
    }
    var tables = new ArrayList<Table>();
    for (var table : tables(db)) {
      tables.add(copy(table, zip, connection, screen));
    }
    var batches = db.sql("select count(*) from seal.batch").query(Long.class).single();
    roots(zip, batches);
    if (versions.containsKey("attachment")) {
      files(db, zip);
    }
    return new Manifest(
        Manifest.FORMAT,
        at,
        db.sql("show server_version").query(String.class).single(),
        versions,
        checksums,
        tables,
        years(db),
        sequences(db),
        batches);
  }

  private static List<Table> tables(JdbcClient db) {
    return db.sql(
            """
            select c.oid::regclass::text as name,
                   coalesce((select pg_get_constraintdef(k.oid) from pg_constraint k
                              where k.conrelid = c.oid and k.contype = 'p'), '') as key
              from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where n.nspname in %s and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'migration'
             order by 1
            """
                .formatted(OURS))
        .query((rs, _) ->
            new Table(
                rs.getString("name"), columns(db, rs.getString("name")), rs.getString("key"), 0))
        .list();
  }

  private static List<Column> columns(JdbcClient db, String table) {
    return db.sql(
            """
            select attname, format_type(atttypid, atttypmod) as type, attnotnull, attidentity <> '' as numbered
              from pg_attribute
             where attrelid = ?::regclass and attnum > 0 and not attisdropped and attgenerated = ''
             order by attnum
            """)
        .param(table)
        .query((rs, _) ->
            new Column(
                rs.getString("attname"),
                rs.getString("type"),
                rs.getBoolean("attnotnull"),
                rs.getBoolean("numbered")))
        .list();
  }

  private static Table copy(
      Table table, ZipOutputStream zip, Connection connection, PrintStream screen)
      throws IOException {
    zip.putNextEntry(new ZipEntry(table.entry()));
    try {
      var copy =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyOut(
                  "copy (select %s from %s) to stdout (format binary)"
                      .formatted(table.columnNames(), table.name()));
      try {
        var messages = 0L;
        for (var row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
          zip.write(row);
          if (++messages % TELL_EVERY == 0) {
            screen.printf("  %s %,d 行 rows…%n", table.name(), messages);
          }
        }
      } finally {
        // Where the backup's disk is full: the rest is read and dropped. A connection that is left
        // in the middle waits for ever; one that is cancelled takes the next statement with it.
        while (copy.isActive() && copy.readFromCopy() != null) {}
      }
      zip.closeEntry();
      return new Table(table.name(), table.columns(), table.key(), copy.getHandledRowCount());
    } catch (SQLException e) {
      throw new IllegalStateException(table.name(), e);
    }
  }

  /** Read after the snapshot was taken: a line is there before its batch is. */
  private void roots(ZipOutputStream zip, long batches) throws IOException {
    if (batches == 0) {
      return;
    }
    zip.putNextEntry(new ZipEntry(BackupFile.ROOTS));
    zip.write(seal.roots(batches));
    zip.closeEntry();
    zip.putNextEntry(new ZipEntry(BackupFile.PUBLIC_KEY));
    zip.write(Files.readAllBytes(seal.publicKey()));
    zip.closeEntry();
  }

  /**
   * Read after the snapshot was taken: what it names was on the disk before, and is never changed.
   */
  private void files(JdbcClient db, ZipOutputStream zip) throws IOException {
    for (var digest :
        db.sql("select distinct digest from attachment.upload order by 1")
            .query(String.class)
            .list()) {
      zip.putNextEntry(new ZipEntry(BackupFile.FILES + digest));
      var _ = Files.copy(folder.of(digest), zip);
      zip.closeEntry();
    }
  }

  private static List<Integer> years(JdbcClient db) {
    return db.sql(
            """
            select substring(relname from '\\d+$')::int from pg_class
             where relispartition and relname like 'posting\\_y%' and relkind = 'r' order by 1
            """)
        .query(Integer.class)
        .list();
  }

  private static List<Sequence> sequences(JdbcClient db) {
    return db.sql(
            "select schemaname || '.' || quote_ident(sequencename) as name, last_value as last from pg_sequences where schemaname in %s and last_value is not null order by 1"
                .formatted(OURS))
        .query((rs, _) -> new Sequence(rs.getString("name"), rs.getLong("last")))
        .list();
  }
}
