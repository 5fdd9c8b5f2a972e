package cn.tongtu.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.shared.StartupProblem;
import cn.tongtu.testkit.TestDatabase;
import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Each forbidden deed, tried in the role in which the application works. */
class RightsTest {
  private static final String SETTLE =
      """
      select ledger.settle('filing', ?, array['invest.done'], array[?::date], array['centre'], array[''], array['{}'], array[5::bigint], '经办', '填报')
      """;
  private static final String TELL =
      """
      insert into identity.audit (kind, action, actor, address, org, why) values ('REFUSED', 'x', '经办', '', '', '无权')
      """;

  private final TestDatabase database = TestDatabase.fresh();
  private final HikariDataSource source = database.asApplication();
  private final JdbcClient application = JdbcClient.create(source);

  @BeforeEach
  void write() {
    settle(1, "2025-03-31");
    application.sql(TELL).update();
  }

  private int settle(long record, String day) {
    return application.sql(SETTLE).params(record, day).query(Integer.class).single();
  }

  @AfterEach
  void close() {
    source.close();
    database.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update ledger.posting set quantity = 2",
        "delete from ledger.posting",
        "truncate ledger.posting",
        "update ledger.posting_y2025 set quantity = 2",
        "delete from ledger.posting_y2025",
        "truncate ledger.posting_y2025",
        "insert into ledger.posting_y2025 (measure) values ('invest.done')",
        "update identity.audit set actor = 'x'",
        "delete from identity.audit",
        "truncate identity.audit",
        "update seal.batch set count = 0",
        "delete from seal.batch",
        "truncate seal.batch",
        "select * from ledger.posting for update",
        "merge into ledger.posting p using (values (1)) v (id) on p.id = v.id when matched then delete",
        // Nor may it choose a row's number or the moment it was written.
        "insert into ledger.posting overriding system value select * from ledger.posting",
        "insert into ledger.posting (posted_at) values ('2020-01-01')",
        // Nor may it post but by settling, which looks at what is held and what is closed.
        "insert into ledger.posting (measure) values ('invest.done')",
        "insert into identity.audit (at) values ('2020-01-01')",
        "select setval('ledger.posting_id_seq', 1000000)",
        "select nextval('identity.audit_id_seq')",
      })
  void whatWasWrittenIsNeitherChangedNorDeletedNorForged(String deed) {
    refused(deed, "permission denied");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alter table ledger.posting disable trigger all",
        "alter table ledger.posting_y2025 disable trigger all",
        "alter table identity.audit disable trigger audit_is_append_only",
        "drop trigger batch_is_append_only on seal.batch",
        "alter table ledger.posting detach partition ledger.posting_y2025",
        "drop table ledger.posting_y2025",
        "alter table ledger.posting add column more text",
        "create rule quietly as on insert to identity.audit do instead nothing",
      })
  void noGuardIsTakenOff(String deed) {
    refused(deed, "must be owner of");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "set session_replication_role = replica",
        "set role tongtu",
        "alter role current_user superuser",
        "create role another",
        "create or replace function ledger.refuse_change() returns trigger language plpgsql as 'begin return old; end'",
        "create table ledger.mine (n int)",
        "create schema mine",
        "create function ledger.mine() returns int language sql as 'select 1'",
        "update ledger.migration set checksum = 0",
        "copy ledger.posting to program 'cat'",
      })
  void noRightIsGained(String deed) {
    refused(deed, "permission denied");
  }

  @Test
  void theLedgerIsWrittenIntoYearsThatNobodyHadYet() {
    assertThat(settle(7, "2051-05-01")).isEqualTo(1);
    assertThat(settle(7, "2051-05-01")).isZero();
    refused("delete from ledger.posting_y2051", "permission denied");
    refused("truncate ledger.posting_y2051", "permission denied");
    assertThat(application.sql("select ledger.fold()").query(Long.class).single()).isNotNegative();
  }

  /** A table that somebody adds and that is only ever added to must not be forgotten. */
  @Test
  void everyTableThatRefusesChangesIsKeptFromTheApplication() {
    var rights =
        new Rights(
            database.jdbc(), application.sql("select current_user").query(String.class).single());
    var kept = rights.appendOnly(Migrations.MODULES);

    assertThat(kept).contains("ledger.posting", "identity.audit", "seal.batch");
    assertThat(
            database
                .jdbc()
                .sql(
                    """
                    select distinct t.tgrelid::regclass::text from pg_trigger t
                      join pg_class c on c.oid = t.tgrelid
                      join pg_proc p on p.oid = t.tgfoid
                     where p.proname like 'refuse%change' and not c.relispartition
                    """)
                .query(String.class)
                .list())
        .as("a trigger that refuses changes is named …_is_append_only")
        .containsExactlyInAnyOrderElementsOf(kept);
    assertThat(rights.stands()).isTrue();
    assertThat(
            database
                .jdbc()
                .sql(
                    """
                    select c.oid::regclass::text from pg_class c
                     where c.relkind in ('r', 'p', 'v', 'S') and c.relowner = ?::regrole
                    """)
                .param(rights.role())
                .query(String.class)
                .list())
        .as("the application owns nothing")
        .isEmpty();
  }

  @Test
  void everythingElseIsTheApplicationsToKeep() {
    for (var statement :
        List.of(
            "insert into identity.organisation (code, name, english) values ('a', '甲', 'A')",
            "update identity.organisation set name = '乙' where code = 'a'",
            "delete from identity.organisation where code = 'a'",
            "create temporary table scratch (n int)")) {
      assertThatCode(() -> application.sql(statement).update()).doesNotThrowAnyException();
    }
  }

  @Test
  void oneRoleForAllIsTold() {
    var fresh = SuiteServer.freshDatabase();
    var owner = new ServerAddress(fresh.url(), fresh.owner(), fresh.ownerPassword());
    var both = new ServerAddress(fresh.url(), fresh.user(), fresh.password());

    assertThat(new Owner(new OwnServer(owner, owner)).gap().orElseThrow().english())
        .contains("only role");
    assertThat(new Owner(new OwnServer(owner, both)).gap()).isEmpty();
    assertThat(new Rights(database.jdbc(), fresh.owner()).stands()).isFalse();
  }

  /** A command with other packs would widen tables under the application that runs. */
  @Test
  void whoJoinsARunningServerChangesNoTables() {
    var fresh = SuiteServer.freshDatabase();
    var owner = new ServerAddress(fresh.url(), fresh.owner(), fresh.ownerPassword());
    var joined = new Owner(new AttachedServer(owner, owner));

    joined.change(List.of());
    assertThatThrownBy(() -> joined.change(List.of("create table register.other (n int)")))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining("配置包与正在运行的通途不同")
        .hasMessageContaining("nothing was changed");
    new Owner(new OwnServer(owner, owner)).change(List.of("create table register.other (n int)"));
  }

  private void refused(String deed, String why) {
    assertThatThrownBy(() -> application.sql(deed).update()).rootCause().hasMessageContaining(why);
  }
}
