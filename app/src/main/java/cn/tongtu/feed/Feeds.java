package cn.tongtu.feed;

import cn.tongtu.feed.Ics.Event;
import cn.tongtu.identity.Audit;
import cn.tongtu.identity.Audit.Change;
import cn.tongtu.identity.Directory;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Words;
import cn.tongtu.shared.WorkItem;
import cn.tongtu.shared.WorkItems;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The feeds of people's deadlines, and the secret addresses by which calendars read them (日历订阅).
 */
@Service
class Feeds {
  private static final String RENEW = "feed.renew";
  private static final String END = "feed.end";
  private static final int BYTES = 24;
  private static final int UID = 32;

  private final JdbcClient db;
  private final List<WorkItems> work;
  private final Directory directory;
  private final Audit audit;
  private final SecureRandom random = new SecureRandom();

  Feeds(JdbcClient db, List<WorkItems> work, Directory directory, Audit audit) {
    this.db = db;
    this.work = work;
    this.directory = directory;
    this.audit = audit;
  }

  /** An address that there is (订阅地址). */
  record Kept(Instant madeAt, Optional<Instant> readAt) {}

  Optional<Kept> find(long person) {
    return db.sql("select made_at, read_at from feed.address where person = ?")
        .param(person)
        .query((rs, _) ->
            new Kept(
                Objects.requireNonNull(rs.getTimestamp("made_at")).toInstant(),
                Optional.ofNullable(rs.getTimestamp("read_at")).map(Timestamp::toInstant)))
        .optional();
  }

  /** A new address; the one before opens nothing from now on. Answers its secret part. */
  @Transactional
  String renew(Actor.Staff actor) {
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    var secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    db.sql(
            """
            insert into feed.address (person, digest) values (?, ?)
            on conflict (person) do update set digest = excluded.digest, made_at = clock_timestamp(), read_at = null
            """)
        .params(actor.id(), sha256(secret))
        .update();
    audit.changed(actor, RENEW, change(actor), "更换日历订阅地址");
    return secret;
  }

  @Transactional
  void end(Actor.Staff actor) {
    if (db.sql("delete from feed.address where person = ?").param(actor.id()).update() == 1) {
      audit.changed(actor, END, change(actor), "停止日历订阅");
    }
  }

  private static Change change(Actor.Staff actor) {
    return new Change(new RecordRef("feed", actor.id()), "", Map.of(), Map.of());
  }

  /** Whose address it is, while that person works here. */
  @Transactional
  Optional<Actor.Staff> reader(String secret, String address) {
    return db.sql(
            "update feed.address set read_at = clock_timestamp() where digest = ? returning person")
        .param(sha256(secret))
        .query(Long.class)
        .optional()
        .flatMap(directory::working)
        .map(member -> new Actor.Staff(member.id(), member.name(), Optional.empty(), address));
  }

  /** What waits for somebody and has a day, the first day first. */
  @Transactional(readOnly = true)
  public List<WorkItem> deadlines(Actor.Staff person) {
    var today = LocalDate.now(Words.CHINA);
    return work.stream()
        .flatMap(source -> source.of(person, today).stream())
        .filter(item -> item.due().isPresent())
        .sorted(Comparator.comparing(item -> item.due().orElseThrow()))
        .toList();
  }

  /**
   * @param base what stands before the addresses of pages
   */
  @Transactional
  List<Event> events(Actor.Staff person, Words words, String base) {
    var events = new ArrayList<Event>();
    for (var item : deadlines(person)) {
      var uid = uid(person.id(), item.href());
      var summary = words.of(item.what());
      var description = words.of(item.why());
      var day = item.due().orElseThrow();
      var digest = HexFormat.of().formatHex(sha256(day + summary + description));
      db.sql(
              """
              insert into feed.told as t (person, uid, digest) values (?, ?, ?)
              on conflict (person, uid) do update
                 set digest = excluded.digest, sequence = t.sequence + 1, changed_at = clock_timestamp()
               where t.digest <> excluded.digest
              """)
          .params(person.id(), uid, digest)
          .update();
      events.add(
          db.sql("select sequence, changed_at from feed.told where person = ? and uid = ?")
              .params(person.id(), uid)
              .query((rs, _) ->
                  new Event(
                      uid,
                      rs.getInt("sequence"),
                      Objects.requireNonNull(rs.getTimestamp("changed_at")).toInstant(),
                      day,
                      summary,
                      description,
                      base + item.href()))
              .single());
    }
    return events;
  }

  /** The same for the same thing on every day and after every change. */
  private static String uid(long person, String href) {
    return HexFormat.of().formatHex(sha256(person + " " + href)).substring(0, UID) + "@tongtu";
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
