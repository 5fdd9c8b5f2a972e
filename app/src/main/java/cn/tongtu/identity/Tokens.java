package cn.tongtu.identity;

import cn.tongtu.identity.Audit.Change;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Mistakes;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Words;
import cn.tongtu.shared.WrongField;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Access tokens: made, shown once, and revoked by their own person (访问令牌管理). */
@Service
public class Tokens {
  /** Begins each, so that one is known where it lies about by mistake. */
  static final String PREFIX = "tongtu_";

  private static final String RECORD = "token";
  private static final String MAKE = "token.make";
  private static final String REVOKE = "token.revoke";
  private static final int BYTES = 32;
  private static final int HINT = 4;
  private static final int MOST = 20;
  private static final int LONGEST_NAME = 40;

  private final JdbcClient db;
  private final People people;
  private final Audit audit;
  private final SecureRandom random = new SecureRandom();
  private final Clock clock = Clock.system(Words.CHINA);

  Tokens(JdbcClient db, People people, Audit audit) {
    this.db = db;
    this.people = people;
    this.audit = audit;
  }

  /** What a person wants of a token. */
  public record Wanted(String name, String lastDay, boolean writes, Set<String> registers) {}

  /** A token that was just made; what opens it is known here and never again. */
  public record Made(Token token, String secret) {}

  /**
   * @throws WrongField when it has no name, or lasts longer than a year, with all of it
   */
  @Transactional
  public Made make(Wanted wanted, Actor.Staff actor) {
    var person = people.lock(actor.id());
    var today = LocalDate.now(clock);
    var name = wanted.name.strip();
    var mistakes =
        new Mistakes()
            .needs("name", name, "请填写名称，如接入的系统", "name it, as by the system that uses it")
            .unless(
                name.length() <= LONGEST_NAME,
                "name",
                "名称最多 %d 字".formatted(LONGEST_NAME),
                "at most %d characters".formatted(LONGEST_NAME))
            .unless(
                valid(person.id(), today) < MOST,
                "name",
                "已有 %d 个有效令牌，请先撤销不用的".formatted(MOST),
                "there are %d tokens already; revoke what is not used".formatted(MOST));
    var last = mistakes.day("last", wanted.lastDay);
    last.ifPresent(day ->
        mistakes.unless(
            !day.isBefore(today) && !day.isAfter(today.plusYears(1)),
            "last",
            "有效期至今天起一年以内的某一天",
            "a day from today on, within a year"));
    mistakes.tell();
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    var secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    var id =
        db.sql(
                """
                insert into identity.token (person, name, digest, hint, writes, registers, last_day)
                values (?, ?, ?, ?, ?, ?, ?) returning id
                """)
            .params(
                person.id(),
                name,
                digest(secret),
                secret.substring(secret.length() - HINT),
                wanted.writes,
                wanted.registers.toArray(String[]::new),
                last.orElseThrow())
            .query(Long.class)
            .single();
    audit.changed(
        actor,
        MAKE,
        Change.added(
            new RecordRef(RECORD, id),
            "",
            Map.of(
                "name",
                name,
                "last",
                last.orElseThrow().toString(),
                "writes",
                String.valueOf(wanted.writes),
                "registers",
                String.join(" ", wanted.registers))),
        "建立访问令牌");
    return new Made(find(secret).orElseThrow(), secret);
  }

  private long valid(long person, LocalDate today) {
    return of(person).stream().filter(token -> token.holdsOn(today)).count();
  }

  /** The latest first. */
  public List<Token> of(long person) {
    return db.sql("select * from identity.token where person = ? order by id desc")
        .param(person)
        .query((rs, _) -> token(rs))
        .list();
  }

  /**
   * Whatever it opened is shut to the next request; revoked once more nothing happens.
   *
   * @throws NotFound also when it is somebody else's
   */
  @Transactional
  public void revoke(long id, Actor.Staff actor) {
    var token =
        db.sql("select * from identity.token where id = ? and person = ? for update")
            .params(id, actor.id())
            .query((rs, _) -> token(rs))
            .optional()
            .orElseThrow(() -> new NotFound("没有这个访问令牌", "there is no such token"));
    if (token.revokedAt().isEmpty()) {
      db.sql("update identity.token set revoked_at = clock_timestamp() where id = ?")
          .param(id)
          .update();
      audit.changed(
          actor,
          REVOKE,
          new Change(new RecordRef(RECORD, id), "", Map.of("name", token.name()), Map.of()),
          "撤销访问令牌");
    }
  }

  /** The one that this opens, whether or not it still holds. */
  Optional<Token> find(String secret) {
    return db.sql("select * from identity.token where digest = ?")
        .param(digest(secret))
        .query((rs, _) -> token(rs))
        .optional();
  }

  /** Not more than once a minute is written down. */
  void used(Token token, String from) {
    db.sql(
            """
            update identity.token set used_at = clock_timestamp(), used_from = ?
             where id = ? and (used_at is null or used_from <> ? or used_at < clock_timestamp() - interval '1 minute')
            """)
        .params(from, token.id(), from)
        .update();
  }

  private static byte[] digest(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Token token(ResultSet rs) throws SQLException {
    return new Token(
        rs.getLong("id"),
        rs.getLong("person"),
        rs.getString("name"),
        rs.getString("hint"),
        rs.getBoolean("writes"),
        Set.of((String[]) Objects.requireNonNull(rs.getArray("registers")).getArray()),
        Objects.requireNonNull(rs.getTimestamp("made_at")).toInstant(),
        rs.getObject("last_day", LocalDate.class),
        instant(rs, "used_at"),
        rs.getString("used_from"),
        instant(rs, "revoked_at"));
  }

  private static Optional<Instant> instant(ResultSet rs, String column) throws SQLException {
    return Optional.ofNullable(rs.getTimestamp(column)).map(java.sql.Timestamp::toInstant);
  }
}
