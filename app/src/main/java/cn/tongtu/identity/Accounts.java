package cn.tongtu.identity;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Failed attempts, invitations, and passwords that wait, as they are kept (账号). */
@Repository
class Accounts {
  private final JdbcClient db;

  Accounts(JdbcClient db) {
    this.db = db;
  }

  /** Takes the row's lock, making the row first if need be. */
  Attempts lock(String kind, String key, Instant now) {
    db.sql(
            """
            insert into identity.attempts (kind, key, failures, last_at) values (?, ?, 0, ?)
            on conflict do nothing
            """)
        .params(kind, key, Timestamp.from(now))
        .update();
    return db.sql("select * from identity.attempts where kind = ? and key = ? for update")
        .params(kind, key)
        .query((rs, _) ->
            new Attempts(
                rs.getInt("failures"),
                rs.getTimestamp("last_at").toInstant(),
                Optional.ofNullable(rs.getTimestamp("locked_until")).map(Timestamp::toInstant)))
        .single();
  }

  void put(String kind, String key, Attempts attempts) {
    db.sql(
            """
            update identity.attempts set failures = ?, last_at = ?, locked_until = ?
            where kind = ? and key = ?
            """)
        .params(
            Arrays.<@Nullable Object>asList(
                attempts.failures(),
                Timestamp.from(attempts.lastAt()),
                attempts.lockedUntil().map(Timestamp::from).orElse(null),
                kind,
                key))
        .update();
  }

  /** One attempt less, and the lock that came with it. */
  void takeBack(String kind, String key, int free) {
    db.sql(
            """
            update identity.attempts set failures = greatest(failures - 1, 0),
              locked_until = case when failures > ? then locked_until end
            where kind = ? and key = ?
            """)
        .params(free, kind, key)
        .update();
  }

  void forget(String kind, String key) {
    db.sql("delete from identity.attempts where kind = ? and key = ?").params(kind, key).update();
  }

  /**
   * What an unused link is good for (邀请): the first holder of a duty, or a person known. One that
   * an administrator handed out says by whom and which action confirms what is set by it.
   */
  record Invitation(Optional<Duty> duty, Optional<Long> person, Optional<Issue> issue) {
    static Invitation first(Duty duty) {
      return new Invitation(Optional.of(duty), Optional.empty(), Optional.empty());
    }

    static Invitation issued(long person, Issue issue) {
      return new Invitation(Optional.empty(), Optional.of(person), Optional.of(issue));
    }
  }

  record Issue(long by, String confirmBy) {}

  /** The links handed out before for the same thing are void, and so is a password that waits. */
  void invite(String hash, Invitation invitation, Instant expires) {
    db.sql(
            """
            delete from identity.invitation
            where used_at is null and (duty = ? or person = ?)
            """)
        .params(
            Arrays.<@Nullable Object>asList(
                invitation.duty.map(Enum::name).orElse(null), invitation.person.orElse(null)))
        .update();
    invitation.person.ifPresent(this::forgetWaiting);
    db.sql(
            """
            insert into identity.invitation
              (duty, person, token_hash, expires_at, issued_by, confirm_by)
            values (?, ?, ?, ?, ?, ?)
            """)
        .params(
            Arrays.<@Nullable Object>asList(
                invitation.duty.map(Enum::name).orElse(null),
                invitation.person.orElse(null),
                hash,
                Timestamp.from(expires),
                invitation.issue.map(Issue::by).orElse(null),
                invitation.issue.map(Issue::confirmBy).orElse(null)))
        .update();
  }

  Optional<Invitation> find(String hash, Instant now) {
    return invitation(
        "select * from identity.invitation where token_hash = ? and used_at is null and expires_at > ?",
        hash,
        Timestamp.from(now));
  }

  /** Who handed out the link that a person has not used yet. */
  Optional<Issue> issued(long person) {
    return db.sql(
            """
            select issued_by, confirm_by from identity.invitation
            where person = ? and used_at is null and issued_by is not null
            """)
        .param(person)
        .query((rs, _) -> new Issue(rs.getLong("issued_by"), rs.getString("confirm_by")))
        .optional();
  }

  /** Of two who use it at once the later one finds it used. */
  Optional<Invitation> use(String hash, Instant now) {
    return invitation(
        """
        update identity.invitation set used_at = ?
        where token_hash = ? and used_at is null and expires_at > ?
        returning *
        """,
        Timestamp.from(now),
        hash,
        Timestamp.from(now));
  }

  private Optional<Invitation> invitation(String sql, Object... parameters) {
    return db.sql(sql)
        .params(parameters)
        .query((rs, _) ->
            new Invitation(
                Optional.ofNullable(rs.getString("duty")).map(Duty::valueOf),
                Optional.ofNullable(rs.getObject("person", Long.class)),
                rs.getObject("issued_by") == null
                    ? Optional.empty()
                    : Optional.of(new Issue(rs.getLong("issued_by"), rs.getString("confirm_by")))))
        .optional();
  }

  /** A password that was set by a link and waits for a second person (待复核口令). */
  record Waiting(
      long person,
      String password,
      String code,
      Instant setAt,
      String address,
      Issue issue,
      int wrong) {}

  void putWaiting(Waiting waiting) {
    forgetWaiting(waiting.person);
    db.sql(
            """
            insert into identity.waiting_password
              (person, password, code, set_at, address, issued_by, confirm_by)
            values (?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            waiting.person,
            waiting.password,
            waiting.code,
            Timestamp.from(waiting.setAt),
            waiting.address,
            waiting.issue.by(),
            waiting.issue.confirmBy())
        .update();
  }

  Optional<Waiting> waiting(long person) {
    return db.sql("select * from identity.waiting_password where person = ?")
        .param(person)
        .query((rs, _) ->
            new Waiting(
                rs.getLong("person"),
                rs.getString("password"),
                rs.getString("code"),
                rs.getTimestamp("set_at").toInstant(),
                rs.getString("address"),
                new Issue(rs.getLong("issued_by"), rs.getString("confirm_by")),
                rs.getInt("wrong")))
        .optional();
  }

  void countWrong(long person) {
    db.sql("update identity.waiting_password set wrong = wrong + 1 where person = ?")
        .param(person)
        .update();
  }

  void forgetWaiting(long person) {
    db.sql("delete from identity.waiting_password where person = ?").param(person).update();
  }
}
