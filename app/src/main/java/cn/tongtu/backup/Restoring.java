package cn.tongtu.backup;

import cn.tongtu.attachment.FileFolder;
import cn.tongtu.backup.Manifest.Column;
import cn.tongtu.backup.Manifest.Table;
import cn.tongtu.database.NewDatabase;
import cn.tongtu.seal.SealFolder;
import cn.tongtu.shared.StartupProblem;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.postgresql.PGConnection;
import org.springframework.core.env.PropertyResolver;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * {@code ./tongtu restore FILE} (恢复): makes the tables as the backup's version had them, puts the
 * rows back and lays the signed roots beside them. All of it, or nothing is left.
 */
public final class Restoring {
  private final NewDatabase target;
  private final JdbcClient db;
  private final PrintStream screen;

  private Restoring(NewDatabase target, PrintStream screen) {
    this.target = target;
    this.db = JdbcClient.create(target.owner());
    this.screen = screen;
  }

  /**
   * @throws StartupProblem when the file is not whole, the place is not empty or something fails;
   *     then nothing was changed
   */
  public static void restore(
      List<String> arguments, PropertyResolver settings, PrintStream screen) {
    if (arguments.size() != 1) {
      throw new StartupProblem("用法：./tongtu restore 备份文件", "Usage: ./tongtu restore FILE");
    }
    var file = new BackupFile(Path.of(arguments.getFirst()).toAbsolutePath());
    var manifest = file.checked();
    var seal = SealFolder.chosenBy(settings);
    if (Files.exists(seal.roots())) {
      throw new StartupProblem(
          "%s 已存在，它属于另一个库；没有改动。请先移走，或用 TONGTU_DATA 另指目录。".formatted(seal.roots()),
          "%s exists and belongs to another database; nothing was changed. Move it away first, or name another directory with TONGTU_DATA."
              .formatted(seal.roots()));
    }
    screen.printf(
        "备份完好 the backup is whole: %s，%,d 行 rows，%d 张表 tables%n",
        manifest.at(), manifest.rows(), manifest.tables().size());
    try (var target = NewDatabase.chosenBy(settings);
        var zip = new ZipFile(file.path().toFile())) {
      new Restoring(target, screen).fill(zip, manifest);
      lay(zip, seal);
      lay(zip, FileFolder.chosenBy(settings));
      target.keep();
    } catch (IOException | DataAccessException e) {
      throw new StartupProblem(
          "恢复没有完成：%s。请检查磁盘空间和权限；没有留下半份数据。".formatted(e.getMessage()),
          "The backup could not be restored: %s. Check disk space and rights; no half of it was left."
              .formatted(e.getMessage()));
    }
    screen.printf("已恢复 restored: %,d 行 rows%n", manifest.rows());
    if (!Files.exists(seal.secretKey())) {
      screen.printf(
          "请把另外保管的封存私钥放回 %s，否则新数据不会封存。%nPut the sealing key that you kept elsewhere back there, or nothing new is sealed.%n",
          seal.secretKey());
    }
  }

  private void fill(ZipFile zip, Manifest manifest) throws IOException {
    target.migrate(manifest.versions());
    sameMigrations(manifest);
    manifest
        .years()
        .forEach(
            year -> db.sql("select ledger.make_year(?)").param(year).query((_, _) -> 0).list());
    manifest.tables().stream().filter(this::isMissing).forEach(this::make);
    for (var table : inOrder(manifest.tables())) {
      put(table, zip);
    }
    manifest
        .sequences()
        .forEach(sequence ->
            db.sql("select setval(?::regclass, ?)")
                .params(sequence.name(), sequence.last())
                .query(Long.class)
                .single());
    manifest.versions().keySet().forEach(this::tellModule);
  }

  /** A version that somebody changed afterwards has other tables under the same number. */
  private void sameMigrations(Manifest manifest) {
    var here = new LinkedHashMap<String, Integer>();
    manifest
        .versions()
        .keySet()
        .forEach(module ->
            db.sql(
                    "select version, checksum from %s.migration where success and version is not null"
                        .formatted(module))
                .query(rs -> {
                  here.put(module + " " + rs.getString("version"), rs.getInt("checksum"));
                }));
    if (!here.equals(manifest.checksums())) {
      throw new StartupProblem(
          "备份由另一个版本的通途建立，本版本不能恢复它；没有改动任何数据。请用建立它的或更新的版本。",
          "The backup was made by another version of Tongtu and this one cannot restore it; nothing was changed. Use that version or a newer one.");
    }
  }

  private boolean isMissing(Table table) {
    return db.sql("select to_regclass(?) is null")
        .param(table.name())
        .query(Boolean.class)
        .single();
  }

  /** A register's table, which no migration knows. */
  private void make(Table table) {
    var parts = new ArrayList<>(table.columns().stream().map(Column::declaration).toList());
    if (!table.key().isEmpty()) {
      parts.add(table.key());
    }
    db.sql("create table %s (%s)".formatted(table.name(), String.join(", ", parts))).update();
  }

  /** Those that others point at come first. */
  private List<Table> inOrder(List<Table> tables) {
    Map<String, List<String>> pointsAt =
        db
            .sql(
                "select conrelid::regclass::text as from_table, confrelid::regclass::text as to_table from pg_constraint where contype = 'f' and conrelid <> confrelid and conparentid = 0")
            .query((rs, _) -> List.of(rs.getString(1), rs.getString(2)))
            .list()
            .stream()
            .collect(
                Collectors.groupingBy(
                    List::getFirst, Collectors.mapping(List::getLast, Collectors.toList())));
    var left = new LinkedHashMap<String, Table>();
    tables.forEach(table -> left.put(table.name(), table));
    var ordered = new ArrayList<Table>();
    while (!left.isEmpty()) {
      var free =
          left.values().stream()
              .filter(table ->
                  pointsAt.getOrDefault(table.name(), List.of()).stream()
                      .noneMatch(left::containsKey))
              .toList();
      if (free.isEmpty()) {
        throw new IllegalStateException("Tables that point at one another: " + left.keySet());
      }
      ordered.addAll(free);
      free.forEach(table -> left.remove(table.name()));
    }
    return ordered;
  }

  private void put(Table table, ZipFile zip) throws IOException {
    // What a migration put there comes with the backup too.
    if (db.sql("select exists (select from %s)".formatted(table.name()))
        .query(Boolean.class)
        .single()) {
      db.sql("delete from " + table.name()).update();
    }
    try (var connection = target.owner().getConnection();
        var rows = BackupFile.entry(zip, table.entry()).orElseThrow(() -> missing(table))) {
      var put =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn(
                  "copy %s (%s) from stdin (format binary)"
                      .formatted(table.name(), table.columnNames()),
                  rows,
                  1 << 16);
      if (put != table.rows()) {
        throw missing(table);
      }
      screen.printf("  %s %,d 行 rows%n", table.name(), put);
    } catch (SQLException e) {
      throw new StartupProblem(
          "表 %s 不能恢复：%s。没有留下半份数据。".formatted(table.name(), e.getMessage()),
          "The table %s cannot be restored: %s. No half of it was left."
              .formatted(table.name(), e.getMessage()));
    }
  }

  private static StartupProblem missing(Table table) {
    return new StartupProblem(
        "备份中表 %s 的行数与清单不符。没有留下半份数据。".formatted(table.name()),
        "The backup does not hold the rows of %s that its manifest says. No half of it was left."
            .formatted(table.name()));
  }

  /** A module may have to forget what held in the old server only. */
  private void tellModule(String module) {
    var name = module + ".after_restore()";
    var told =
        db.sql("select to_regprocedure(?) is not null").param(name).query(Boolean.class).single();
    if (told) {
      db.sql("select " + name).query((_, _) -> 0).list();
    }
  }

  private static void lay(ZipFile zip, SealFolder seal) throws IOException {
    Files.createDirectories(seal.path());
    lay(zip, BackupFile.PUBLIC_KEY, seal.publicKey());
    lay(zip, BackupFile.ROOTS, seal.roots());
  }

  /** What is there already under its digest is the same. */
  private static void lay(ZipFile zip, FileFolder folder) throws IOException {
    for (var entry : Collections.list(zip.entries())) {
      if (entry.getName().startsWith(BackupFile.FILES)) {
        var place = folder.of(entry.getName().substring(BackupFile.FILES.length()));
        if (!Files.exists(place)) {
          Files.createDirectories(Objects.requireNonNull(place.getParent()));
          try (var in = zip.getInputStream(entry)) {
            var _ = Files.copy(in, place);
          }
        }
      }
    }
  }

  private static void lay(ZipFile zip, String entry, Path file) throws IOException {
    var found = BackupFile.entry(zip, entry);
    if (found.isPresent()) {
      try (var in = found.get()) {
        Files.write(file, in.readAllBytes());
      }
    }
  }
}
