package cn.tongtu.identity;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Failed attempts and invitations, as they are kept (账号). */
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

  void forget(String kind, String key) {
    db.sql("delete from identity.attempts where kind = ? and key = ?").params(kind, key).update();
  }

  /** What an unused link is good for (邀请). */
  record Invitation(Optional<Duty> duty, Optional<Long> person) {}

  /** The links handed out before for the same thing are void. */
  void invite(String hash, Invitation invitation, Instant expires) {
    db.sql(
            """
            delete from identity.invitation
            where used_at is null and (duty = ? or person = ?)
            """)
        .params(parameters(invitation))
        .update();
    db.sql(
            """
            insert into identity.invitation (duty, person, token_hash, expires_at)
            values (?, ?, ?, ?)
            """)
        .params(
            Arrays.<@Nullable Object>asList(
                invitation.duty.map(Enum::name).orElse(null),
                invitation.person.orElse(null),
                hash,
                Timestamp.from(expires)))
        .update();
  }

  private static java.util.List<@Nullable Object> parameters(Invitation invitation) {
    return Arrays.<@Nullable Object>asList(
        invitation.duty.map(Enum::name).orElse(null), invitation.person.orElse(null));
  }

  Optional<Invitation> find(String hash, Instant now) {
    return db.sql(
            """
            select duty, person from identity.invitation
            where token_hash = ? and used_at is null and expires_at > ?
            """)
        .params(hash, Timestamp.from(now))
        .query((rs, _) -> invitation(rs.getString("duty"), rs.getObject("person", Long.class)))
        .optional();
  }

  /** Of two who use it at once the later one finds it used. */
  Optional<Invitation> use(String hash, Instant now) {
    return db.sql(
            """
            update identity.invitation set used_at = ?
            where token_hash = ? and used_at is null and expires_at > ?
            returning duty, person
            """)
        .params(Timestamp.from(now), hash, Timestamp.from(now))
        .query((rs, _) -> invitation(rs.getString("duty"), rs.getObject("person", Long.class)))
        .optional();
  }

  private static Invitation invitation(@Nullable String duty, @Nullable Long person) {
    return new Invitation(
        Optional.ofNullable(duty).map(Duty::valueOf), Optional.ofNullable(person));
  }
}
