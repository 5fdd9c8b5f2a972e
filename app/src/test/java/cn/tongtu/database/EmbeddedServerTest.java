package cn.tongtu.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.shared.StartupProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class EmbeddedServerTest {
  @TempDir Path folder;

  @Test
  void isDurableAndPrivateAndKnowsChineseOrder() {
    try (var server = start(folder.resolve("a county's data"))) {
      var db = JdbcClient.create(SuiteServer.unpooled(server.owner()));

      assertThat(show(db, "fsync")).isEqualTo("on");
      assertThat(show(db, "synchronous_commit")).isEqualTo("on");
      assertThat(show(db, "full_page_writes")).isEqualTo("on");
      assertThat(show(db, "data_checksums")).isEqualTo("on");
      assertThat(show(db, "listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(show(db, "unix_socket_directories")).isEmpty();
      assertThat(show(db, "server_encoding")).isEqualTo("UTF8");
      assertThat(show(db, "server_version")).startsWith(PostgresPrograms.MAJOR + ".");
      assertThat(
              db.sql(
                      "select w from (values ('张'), ('李'), ('安')) as t (w) order by w collate \"zh-x-icu\"")
                  .query(String.class)
                  .list())
          .containsExactly("安", "李", "张");
    }
  }

  @Test
  void letsNobodyInWithoutItsPassword() {
    try (var server = start(folder)) {
      var stranger = new ServerAddress(server.owner().url(), server.owner().user(), "a guess");

      assertThatThrownBy(() -> SuiteServer.unpooled(stranger).getConnection())
          .hasMessageContaining("password authentication failed");
    }
  }

  @Test
  void keepsItsRowsFromOneStartToTheNext() {
    try (var server = start(folder)) {
      JdbcClient.create(SuiteServer.unpooled(server.owner()))
          .sql("create table kept as select 7 as n")
          .update();
    }
    try (var server = start(folder)) {
      var db = JdbcClient.create(SuiteServer.unpooled(server.owner()));
      assertThat(db.sql("select n from kept").query(Long.class).single()).isEqualTo(7);
    }
  }

  @Test
  void refusesADirectoryThatARunningInstanceHolds() {
    try (var _ = start(folder)) {
      var pid = Long.toString(ProcessHandle.current().pid());
      assertThatThrownBy(() -> start(folder))
          .isInstanceOf(StartupProblem.class)
          .hasMessageContainingAll(folder.toString(), pid, "TONGTU_DATA", "正被另一个", "in use");
    }
  }

  @Test
  void refusesSomebodyElsesDirectoryAndLeavesItAsItIs() throws IOException {
    var letter = Files.writeString(folder.resolve("letter.txt"), "dear all");

    assertThatThrownBy(() -> start(folder))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContainingAll(folder.toString(), "letter.txt");
    try (var files = Files.list(folder)) {
      assertThat(files).as("nothing added, nothing deleted").containsExactly(letter);
    }
  }

  @Test
  void refusesADatabaseOfAnotherMajorVersionOrAHalfOne() throws IOException {
    var cluster = Files.createDirectories(folder.resolve("postgres"));
    assertThatThrownBy(() -> start(folder)).isInstanceOf(StartupProblem.class);

    Files.writeString(cluster.resolve("PG_VERSION"), "13\n");
    assertThatThrownBy(() -> start(folder))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContainingAll("PostgreSQL 13", "PostgreSQL " + PostgresPrograms.MAJOR);
  }

  @Test
  void tellsWhatPostgresqlSaidWhenItsDirectoryIsDamaged() throws IOException {
    start(folder).close();
    Files.delete(folder.resolve("postgres/global/pg_control"));

    assertThatThrownBy(() -> start(folder))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContainingAll("pg_control", "postgres.log");
  }

  @Test
  void refusesADirectoryThatLostItsPassword() throws IOException {
    start(folder).close();
    Files.delete(folder.resolve("postgres.password"));

    assertThatThrownBy(() -> start(folder))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining("no postgres.password");
  }

  @Test
  void refusesAPathThatIsAFile() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> start(file))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void isNotMisledByAProcessNumberThatAnotherProgramNowHas() throws IOException {
    start(folder).close();
    var pidFile = folder.resolve("postgres/postmaster.pid");

    Files.writeString(pidFile, ProcessHandle.current().pid() + "\n" + folder.resolve("postgres"));
    start(folder).close();

    Files.writeString(pidFile, "");
    start(folder).close();
  }

  private static EmbeddedServer start(Path data) {
    return EmbeddedServer.start(data, SuiteServer.PROGRAMS, EmbeddedServer.DURABLE);
  }

  private static String show(JdbcClient db, String setting) {
    return db.sql("show " + setting).query(String.class).single();
  }
}
