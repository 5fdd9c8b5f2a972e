package cn.tongtu.subscription;

import cn.tongtu.identity.Audit;
import cn.tongtu.identity.Audit.Change;
import cn.tongtu.identity.Permissions;
import cn.tongtu.register.Register;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Mistakes;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.subscription.Target.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** To whom the product pushes, and what waits to be sent, was sent, or was given up (推送). */
@Repository
class Deliveries {
  static final String KEEP = "system.maintain";
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String TARGET = "push";
  private static final int LONGEST_FAILURE = 300;

  private final JdbcClient db;
  private final Permissions permissions;
  private final Destinations destinations;
  private final Audit audit;

  Deliveries(JdbcClient db, Permissions permissions, Destinations destinations, Audit audit) {
    this.db = db;
    this.permissions = permissions;
    this.destinations = destinations;
    this.audit = audit;
  }

  /** What is to be sent where (待发推送). */
  record Delivery(long id, Target target, String message, Instant at, int attempts) {}

  /** One as the administrators see it. */
  record Seen(
      long id,
      String target,
      String message,
      Instant at,
      int attempts,
      Optional<Instant> nextAt,
      Optional<Instant> sentAt,
      String failure) {}

  List<Target> targets() {
    return db.sql("select * from subscription.target where ended_at is null order by id")
        .query((rs, _) -> target(rs, "id"))
        .list();
  }

  List<Target> targets(Register register) {
    return targets().stream()
        .filter(one -> one.registers().isEmpty() || one.registers().contains(register.id()))
        .toList();
  }

  /**
   * @throws cn.tongtu.shared.WrongField when nothing may be sent there
   */
  @Transactional
  public void add(
      String name,
      String kind,
      String address,
      String secret,
      Set<String> registers,
      Actor.Staff actor) {
    var acting = permissions.require(actor, KEEP, "");
    var mistakes = new Mistakes().needs("name", name, "请填写名称", "name it");
    var how = mistakes.read("kind", () -> kind(kind));
    var _ = mistakes.read("address", () -> destinations.require(address));
    how.ifPresent(one ->
        mistakes.unless(
            one != Kind.URL || !secret.isBlank(),
            "sign",
            "请填写签名密钥，对方据此核对",
            "give a secret by which the other side checks what it gets"));
    mistakes.tell();
    var id =
        db.sql(
                "insert into subscription.target (name, kind, address, secret, registers) values (?, ?, ?, ?, ?) returning id")
            .params(
                name.strip(),
                how.orElseThrow().name(),
                address.strip(),
                secret.strip(),
                registers.toArray(String[]::new))
            .query(Long.class)
            .single();
    audit.changed(
        acting,
        KEEP,
        Change.added(
            new RecordRef(TARGET, id),
            "",
            Map.of("name", name.strip(), "address", get(id).shown())),
        "新增推送目标");
  }

  private static Kind kind(String text) {
    for (var kind : Kind.values()) {
      if (kind.name().equals(text)) {
        return kind;
      }
    }
    throw new cn.tongtu.shared.Refusal("请选择种类", "choose a kind");
  }

  Target get(long id) {
    return db.sql("select * from subscription.target where id = ?")
        .param(id)
        .query((rs, _) -> target(rs, "id"))
        .optional()
        .orElseThrow(() -> new NotFound("没有这个推送目标", "there is no such target"));
  }

  /** Nothing is sent there any more, also nothing that waits. */
  @Transactional
  public void end(long id, Actor.Staff actor) {
    var acting = permissions.require(actor, KEEP, "");
    var target = get(id);
    db.sql(
            "update subscription.target set ended_at = clock_timestamp() where id = ? and ended_at is null")
        .param(id)
        .update();
    db.sql(
            "update subscription.delivery set next_at = null, failure = '推送目标已停用' where target = ? and next_at is not null")
        .param(id)
        .update();
    audit.changed(
        acting,
        KEEP,
        new Change(new RecordRef(TARGET, id), "", Map.of("name", target.name()), Map.of()),
        "停用推送目标");
  }

  /** In the transaction of what happened. */
  void add(Event event) {
    targets(event.register()).forEach(target -> add(target, event));
  }

  void add(Target target, Event event) {
    add(target.id(), JSON.writeValueAsString(event.message()));
  }

  private void add(long target, String message) {
    db.sql("insert into subscription.delivery (target, message) values (?, ?)")
        .params(target, message)
        .update();
  }

  @Transactional
  public void probe(long id, Actor.Staff actor) {
    var _ = permissions.require(actor, KEEP, "");
    var target = get(id);
    add(
        target.id(),
        JSON.writeValueAsString(
            Map.of("event", "test", "text", "通途推送测试：" + target.name(), "href", "/", "count", 0)));
  }

  /** Once more from the start, also what was given up. */
  @Transactional
  public void resend(long id, Actor.Staff actor) {
    var acting = permissions.require(actor, KEEP, "");
    var again =
        db.sql(
                """
                update subscription.delivery d set next_at = clock_timestamp(), attempts = 0
                 where d.id = ? and d.sent_at is null and d.next_at is null
                   and exists (select from subscription.target t where t.id = d.target and t.ended_at is null)
                """)
            .param(id)
            .update();
    if (again == 0) {
      throw new NotFound("这条推送已发出、正在等待，或其目标已停用", "it was sent, waits, or its target has ended");
    }
    audit.read(acting, KEEP, "重发推送 " + id);
  }

  /**
   * What is to be sent now, for this long nobody else's: a server that dies while it sends leaves
   * it to another.
   */
  @Transactional
  public Optional<Delivery> claim(Duration lease) {
    return db.sql(
            """
            update subscription.delivery d
               set attempts = d.attempts + 1, next_at = clock_timestamp() + make_interval(secs => ?)
              from subscription.target t
             where t.id = d.target and d.id = (
               select id from subscription.delivery where next_at <= clock_timestamp()
                order by next_at, id limit 1 for update skip locked)
            returning d.id delivery, d.message, d.at made, d.attempts, t.*
            """)
        .param((double) lease.toSeconds())
        .query((rs, _) ->
            new Delivery(
                rs.getLong("delivery"),
                target(rs, "id"),
                rs.getString("message"),
                Objects.requireNonNull(rs.getTimestamp("made")).toInstant(),
                rs.getInt("attempts")))
        .optional();
  }

  void sent(Delivery delivery) {
    db.sql(
            "update subscription.delivery set sent_at = clock_timestamp(), next_at = null, failure = '' where id = ?")
        .param(delivery.id)
        .update();
  }

  /**
   * @param wait until it is tried again; empty where it is given up
   */
  void failed(Delivery delivery, String why, Optional<Duration> wait) {
    db.sql(
            "update subscription.delivery set failure = ?, next_at = clock_timestamp() + make_interval(secs => ?) where id = ? and sent_at is null")
        .params(
            java.util.Arrays.asList(
                why.substring(0, Math.min(why.length(), LONGEST_FAILURE)),
                wait.map(some -> some.toMillis() / 1000.0).orElse(null),
                delivery.id))
        .update();
  }

  /** What was given up and what waits, the latest first, and some that were sent. */
  List<Seen> latest(int most) {
    return db.sql(
            """
            select d.*, t.name from subscription.delivery d join subscription.target t on t.id = d.target
             order by d.sent_at is not null, d.id desc limit ?
            """)
        .param(most)
        .query((rs, _) ->
            new Seen(
                rs.getLong("id"),
                rs.getString("name"),
                rs.getString("message"),
                Objects.requireNonNull(rs.getTimestamp("at")).toInstant(),
                rs.getInt("attempts"),
                instant(rs, "next_at"),
                instant(rs, "sent_at"),
                rs.getString("failure")))
        .list();
  }

  void forget() {
    db.sql(
            "delete from subscription.delivery where sent_at < clock_timestamp() - interval '30 days'")
        .update();
  }

  private static Optional<Instant> instant(ResultSet rs, String column) throws SQLException {
    return Optional.ofNullable(rs.getTimestamp(column)).map(java.sql.Timestamp::toInstant);
  }

  private static Target target(ResultSet rs, String id) throws SQLException {
    return new Target(
        rs.getLong(id),
        rs.getString("name"),
        Kind.valueOf(rs.getString("kind")),
        rs.getString("address"),
        rs.getString("secret"),
        Set.of((String[]) Objects.requireNonNull(rs.getArray("registers")).getArray()));
  }
}
