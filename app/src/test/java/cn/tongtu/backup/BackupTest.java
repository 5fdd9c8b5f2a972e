package cn.tongtu.backup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.Tongtu;
import cn.tongtu.attachment.Attachments;
import cn.tongtu.attachment.FileFolder;
import cn.tongtu.database.SuiteServer;
import cn.tongtu.register.RegisterKeeping;
import cn.tongtu.register.RegisterKeeping.Written;
import cn.tongtu.seal.SealFolder;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Command;
import cn.tongtu.shared.StartupProblem;
import cn.tongtu.shared.Structure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertyResolver;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is backed up comes back whole, or not at all. */
@SpringBootTest(
    webEnvironment = WebEnvironment.NONE,
    properties = "spring.application.name=backup") // Its organisation stays out of the sample.
class BackupTest {
  private static final Actor CLERK = new Actor.Product("经办");
  private static final PrintStream NOWHERE = new PrintStream(PrintStream.nullOutputStream());

  @Autowired Backup backup;
  @Autowired Attachments attachments;
  @Autowired RegisterKeeping keeping;
  @Autowired ApplicationContext application;
  @Autowired Structure structure;
  @Autowired JdbcClient db;

  @TempDir Path folder;
  private final SuiteServer.FreshDatabase target = SuiteServer.emptyDatabase();
  private BackupFile file;

  @BeforeEach
  void name() {
    db.sql(
            "insert into identity.organisation (code, name, english) values ('甲', '甲', 'A') on conflict do nothing")
        .update();
    file = new BackupFile(folder.resolve("a.backup.zip"));
  }

  @Test
  void whatIsWrittenMeanwhileIsInItWholeOrNotAtAll() throws Exception {
    var writing = new AtomicBoolean(true);
    var written = new AtomicLong();
    Manifest manifest;
    try (var threads = Executors.newFixedThreadPool(9)) {
      var writers = new ArrayList<Future<?>>();
      for (int writer = 0; writer < 8; writer++) {
        writers.add(threads.submit(() -> write(writing, written)));
      }
      writers.add(threads.submit(() -> sealUntilDone(writing)));
      while (written.get() < 100 || count(db, "seal.batch") < 3) {
        assertThat(writers).as("they still write").noneMatch(Future::isDone);
        Thread.sleep(5);
      }
      manifest = backup.write(file, NOWHERE);
      writing.set(false);
      for (var writer : writers) {
        writer.get(30, TimeUnit.SECONDS);
      }
    }
    assertThat(manifest.batches()).isPositive();

    restore(file);

    try (var restored = restoredApplication()) {
      assertThat(run(restored, "verify")).contains("untouched");
      assertThat(run(restored, "ledger", "audit")).contains("every roll-up is the sum");
      assertThat(run(restored, "ledger", "resettle", "--dry-run")).contains("应补记 0 笔");
      var there = restored.getBean(JdbcClient.class);
      assertThat(count(there, "register.r_tender")).isBetween(100L, count(db, "register.r_tender"));
      assertThat(count(there, "identity.audit")).isGreaterThanOrEqualTo(100);

      // Life goes on: numbers continue, and what is posted is folded and counted.
      var keepingThere = restored.getBean(RegisterKeeping.class);
      var last = there.sql("select max(id) from register.r_tender").query(Long.class).single();
      assertThat(add(keepingThere)).isGreaterThan(last);
      for (int round = 0; round < 50 && unfolded(there) > 0; round++) {
        there.sql("select ledger.fold()").query(Long.class).single();
        Thread.sleep(20);
      }
      assertThat(unfolded(there)).isZero();
      assertThat(run(restored, "ledger", "audit")).contains("every roll-up is the sum");
    }
  }

  @Test
  void thePhotosAndFilesOfRecordsComeBackToo() throws IOException {
    var photo = "\u00ff\u00d8\u00ff 护栏".getBytes(ISO_8859_1);
    var number =
        attachments.receive(
            new ByteArrayInputStream(photo),
            "护栏.jpg",
            true,
            new Actor.Staff(1, "经办", Optional.empty(), ""));
    var digest = attachments.received(number).orElseThrow().digest();
    var _ = backup.write(file, NOWHERE);
    restore(file);
    assertThat(folder.resolve("files").resolve(digest.substring(0, 2)).resolve(digest))
        .hasBinaryContent(photo);
  }

  private static long unfolded(JdbcClient db) {
    return db.sql("select (select max(id) from ledger.posting) - (select through from ledger.edge)")
        .query(Long.class)
        .single();
  }

  private Void write(AtomicBoolean writing, AtomicLong written) {
    while (writing.get()) {
      var _ = add(keeping);
      written.incrementAndGet();
    }
    return null;
  }

  private static long add(RegisterKeeping keeping) {
    var fields = Map.of("name", "一号路", "kind", "施工", "opened_on", "2025-03-04");
    return keeping
        .add(
            "tender",
            new Written("甲", fields, "test", "", false),
            CLERK,
            cn.tongtu.ledger.Reason.of("登记"))
        .id();
  }

  private Void sealUntilDone(AtomicBoolean writing) throws IOException {
    while (writing.get()) {
      run(application, "seal");
    }
    return null;
  }

  /** Restored as it was, and brought up to date when this version starts on it. */
  @Test
  void aBackupOfAnEarlierVersionIsBroughtUpToDate() throws Exception {
    var versions =
        Map.of(
            "identity",
            "5",
            "ledger",
            "6",
            "seal",
            "1",
            "register",
            "1",
            "portfolio",
            "1",
            "report",
            "1");
    try (var older = SuiteServer.olderDatabase(versions).connect()) {
      var there = JdbcClient.create(older);
      there
          .sql(
              "insert into identity.organisation (code, name, english) values ('old', '老局', 'Old')")
          .update();
      there.sql("select ledger.make_year(2025)").query((_, _) -> 0).list();
      there
          .sql(
              """
              insert into ledger.posting
                (measure, on_day, org, subject, members, quantity, standing, record_kind, record_id, actor, why)
              values ('invest.done', '2025-03-04', 'old', 'P1', '{"mode": "公路", "key": "市重大"}', 10000, 1,
                'filing', 1, '经办', '填报')
              """)
          .update();
      var manifest =
          new Backup(
                  older,
                  new SealFolder(folder.resolve("older-seal")),
                  new FileFolder(folder.resolve("files")))
              .write(file, NOWHERE);
      assertThat(manifest.versions()).isEqualTo(versions);
    }
    restore(file);
    try (var restored = restoredApplication()) {
      var here = restored.getBean(JdbcClient.class);
      assertThat(
              here.sql("select max(version::int) from identity.migration")
                  .query(Integer.class)
                  .single())
          .as("newer than what was backed up")
          .isGreaterThan(5);
      assertThat(here.sql("select name from identity.organisation").query(String.class).list())
          .containsExactly("老局");
      assertThat(run(restored, "ledger", "audit")).contains("every roll-up is the sum");
    }
  }

  /** Packs change: what an earlier one declared is in no migration and in no pack. */
  @Test
  void aRegisterThatNoPackDeclaresAnyLongerComesBackToo() {
    structure.change(
        List.of(
            "create table register.r_gone (id bigint generated always as identity primary key, org text not null, paid numeric(12,2), \"when\" date)"));
    db.sql(
            "insert into register.r_gone (org, paid, \"when\") values ('甲', 1.50, '2024-02-29'), ('乙', null, null)")
        .update();
    var _ = backup.write(file, NOWHERE);

    restore(file);

    var there = JdbcClient.create(target.connect());
    assertThat(
            there
                .sql(
                    "select org || coalesce(paid::text, '') || coalesce(\"when\"::text, '') from register.r_gone order by id")
                .query(String.class)
                .list())
        .containsExactly("甲1.502024-02-29", "乙");
    assertThat(
            there
                .sql("insert into register.r_gone (org) values ('丙') returning id")
                .query(Long.class)
                .single())
        .isEqualTo(3);
    assertThatThrownBy(() -> there.sql("insert into register.r_gone (paid) values (1)").update())
        .hasMessageContaining("null value");
    structure.change(List.of("drop table register.r_gone"));
  }

  @Test
  void aBitThatFlippedAnywhereIsFound() throws IOException {
    var _ = add(keeping);
    var _ = backup.write(file, NOWHERE);
    var whole = Files.readAllBytes(file.path());
    var random = new Random(7);
    for (int flip = 0; flip < 60; flip++) {
      var bytes = whole.clone();
      var at = flip < 30 ? random.nextInt(bytes.length) : bytes.length - 1 - random.nextInt(200);
      bytes[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(file.path(), bytes);
      refused("was cut or altered");
    }
  }

  @Test
  void aFileThatWasCutIsFound() throws IOException {
    var _ = backup.write(file, NOWHERE);
    var whole = Files.readAllBytes(file.path());
    for (var length : List.of(0, 1, 63, 64, 100, whole.length / 2, whole.length - 1)) {
      Files.write(file.path(), java.util.Arrays.copyOf(whole, length));
      refused("was cut or altered");
    }
    Files.delete(file.path());
    refused("There is no backup file");
  }

  @Test
  void itIsItsOwnersAloneAndHoldsNoKey() throws Exception {
    run(application, "seal");
    var said = run(application, "backup", file.path().toString());

    assertThat(said).contains("key.pem", "NOT in the backup", "不在备份里");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
        .isEqualTo("rw-------");
    try (var zip = new ZipFile(file.path().toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName)).noneMatch(name -> name.contains("key.pem"));
    }
    assertThatThrownBy(() -> run(application, "backup", file.path().toString()))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining("exists already");
  }

  @Test
  void onlyAnEmptyPlaceIsRestoredInto() {
    var _ = backup.write(file, NOWHERE);
    restore(file);
    var roots = folder.resolve("seal/roots.log").toFile();
    assertThat(!roots.exists() || roots.delete()).isTrue();
    assertThatThrownBy(() -> restore(file))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContainingAll("only into an empty one", "TONGTU_DB_URL", "没有改动");
  }

  /** A file that is whole but says what is not so: all that was made is taken away. */
  @Test
  void whatFailsHalfwayLeavesNothing() throws IOException {
    var _ = add(keeping);
    var manifest = backup.write(file, NOWHERE);
    var lying = new BackupFile(folder.resolve("lying.zip"));
    var tables =
        manifest.tables().stream()
            .map(table ->
                table.name().equals("identity.audit")
                    ? new Manifest.Table(
                        table.name(), table.columns(), table.key(), table.rows() + 1)
                    : table)
            .toList();
    try (var from = new ZipFile(file.path().toFile())) {
      var _ =
          lying.write(zip -> {
            for (var entry :
                from.stream()
                    .filter(each -> !each.getName().equals(BackupFile.MANIFEST))
                    .toList()) {
              zip.putNextEntry(new ZipEntry(entry.getName()));
              from.getInputStream(entry).transferTo(zip);
              zip.closeEntry();
            }
            return new Manifest(
                Manifest.FORMAT,
                manifest.at(),
                manifest.postgres(),
                manifest.versions(),
                manifest.checksums(),
                tables,
                manifest.years(),
                manifest.sequences(),
                manifest.batches());
          });
    }
    assertThatThrownBy(() -> restore(lying))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining("identity.audit");
    assertNothingIsThere();

    restore(file);
  }

  private void refused(String why) {
    assertThatThrownBy(() -> restore(file))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining(why);
    assertNothingIsThere();
  }

  private void assertNothingIsThere() {
    try (var owner = target.connect()) {
      assertThat(
              JdbcClient.create(owner)
                  .sql(
                      "select count(*) from pg_namespace where nspname in ('ledger', 'identity', 'register')")
                  .query(Long.class)
                  .single())
          .isZero();
    }
    assertThat(folder.resolve("seal/roots.log")).doesNotExist();
  }

  private void restore(BackupFile from) {
    Restoring.restore(List.of(from.path().toString()), settings(), NOWHERE);
  }

  private PropertyResolver settings() {
    var environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("target", properties()));
    return environment;
  }

  private Map<String, Object> properties() {
    var properties = new HashMap<>(target.settings());
    properties.put("tongtu.seal", folder.resolve("seal").toString());
    properties.put("tongtu.files", folder.resolve("files").toString());
    properties.put("tongtu.seal-every", "0s");
    return properties;
  }

  private ConfigurableApplicationContext restoredApplication() {
    return new SpringApplicationBuilder(Tongtu.class)
        .web(WebApplicationType.NONE)
        .properties(properties())
        .run();
  }

  private static String run(ApplicationContext context, String... words) throws IOException {
    var command =
        context.getBeansOfType(Command.class).values().stream()
            .filter(each -> each.word().equals(words[0]))
            .findFirst()
            .orElseThrow();
    var bytes = new ByteArrayOutputStream();
    command.run(List.of(words).subList(1, words.length), new PrintStream(bytes, true, UTF_8));
    if (command instanceof ExitCodeGenerator ended) {
      assertThat(ended.getExitCode()).as(bytes.toString(UTF_8)).isZero();
    }
    return bytes.toString(UTF_8);
  }

  private static long count(JdbcClient db, String table) {
    return db.sql("select count(*) from " + table).query(Long.class).single();
  }
}
