package cn.tongtu.identity;

import cn.tongtu.identity.Seat.HeldRole;
import cn.tongtu.shared.NotFound;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Seats with their roles, and who acts for whom, as they are kept (任职与代理). */
@Repository
class Seats {
  private static final String EVERY_SEAT =
      """
      select s.id, s.person, p.name, s.org, s.first_day, s.last_day,
        r.id as held, r.role, r.first_day as role_first, r.last_day as role_last
      from identity.seat s
      join identity.person p on p.id = s.person
      left join identity.held_role r on r.seat = s.id
      """;
  private static final String EVERY_DELEGATION =
      """
      select d.*, p.name from identity.delegation d
      join identity.seat s on s.id = d.seat
      join identity.person p on p.id = d.delegate
      """;

  private final JdbcClient db;

  Seats(JdbcClient db) {
    this.db = db;
  }

  long add(long person, String org, Days days) {
    return db.sql(
            """
            insert into identity.seat (person, org, first_day, last_day)
            values (?, ?, ?, ?) returning id
            """)
        .params(Arrays.asList(person, org, days.first(), days.last().orElse(null)))
        .query(Long.class)
        .single();
  }

  void end(long seat, LocalDate last) {
    db.sql("update identity.seat set last_day = greatest(?, first_day - 1) where id = ?")
        .params(last, seat)
        .update();
  }

  void addRole(long seat, String role, Days days) {
    db.sql(
            """
            insert into identity.held_role (seat, role, first_day, last_day) values (?, ?, ?, ?)
            """)
        .params(Arrays.asList(seat, role, days.first(), days.last().orElse(null)))
        .update();
  }

  void endRole(long held, LocalDate last) {
    db.sql("update identity.held_role set last_day = greatest(?, first_day - 1) where id = ?")
        .params(last, held)
        .update();
  }

  long addDelegation(long seat, long delegate, LocalDate first, LocalDate last, String why) {
    return db.sql(
            """
            insert into identity.delegation (seat, delegate, first_day, last_day, why)
            values (?, ?, ?, ?, ?) returning id
            """)
        .params(seat, delegate, first, last, why)
        .query(Long.class)
        .single();
  }

  void endDelegation(long id, LocalDate last) {
    db.sql("update identity.delegation set last_day = greatest(?, first_day - 1) where id = ?")
        .params(last, id)
        .update();
  }

  Seat get(long id) {
    return query(EVERY_SEAT + "where s.id = ? order by r.id", id).stream()
        .findFirst()
        .orElseThrow(() -> new NotFound("没有这个任职", "no such seat"));
  }

  /** All seats there ever were, those of one person together. */
  List<Seat> list() {
    return query(EVERY_SEAT + "order by s.person, s.id, r.id");
  }

  List<Seat> of(long person) {
    return query(EVERY_SEAT + "where s.person = ? order by s.id, r.id", person);
  }

  /** Whoever still sits in an organisation after a day. */
  List<Seat> in(String org, LocalDate after) {
    return query(
        EVERY_SEAT + "where s.org = ? and coalesce(s.last_day, 'infinity') > ? order by s.id, r.id",
        org,
        after);
  }

  private List<Seat> query(String sql, Object... parameters) {
    var seats = new LinkedHashMap<Long, Seat>();
    var roles = new LinkedHashMap<Long, List<HeldRole>>();
    db.sql(sql)
        .params(parameters)
        .query(rs -> {
          var held = roles.computeIfAbsent(rs.getLong("id"), _ -> new ArrayList<>());
          if (rs.getObject("held") != null) {
            held.add(
                new HeldRole(
                    rs.getLong("held"), rs.getString("role"), days(rs, "role_first", "role_last")));
          }
          seats.put(
              rs.getLong("id"),
              new Seat(
                  rs.getLong("id"),
                  rs.getLong("person"),
                  rs.getString("name"),
                  rs.getString("org"),
                  days(rs, "first_day", "last_day"),
                  held));
        });
    return List.copyOf(seats.values());
  }

  List<Delegation> delegations() {
    return delegations("order by d.id");
  }

  List<Delegation> delegationsTo(long person) {
    return delegations("where d.delegate = ? order by d.id", person);
  }

  List<Delegation> delegationsBy(long person) {
    return delegations("where s.person = ? order by d.id desc", person);
  }

  Delegation delegation(long id) {
    return delegations("where d.id = ?", id).stream()
        .findFirst()
        .orElseThrow(() -> new NotFound("没有这项代理", "no such delegation"));
  }

  private List<Delegation> delegations(String where, Object... parameters) {
    record Row(long id, long seat, long delegate, String name, Days days, String why) {}
    var rows =
        db.sql(EVERY_DELEGATION + where)
            .params(parameters)
            .query((rs, _) ->
                new Row(
                    rs.getLong("id"),
                    rs.getLong("seat"),
                    rs.getLong("delegate"),
                    rs.getString("name"),
                    days(rs, "first_day", "last_day"),
                    rs.getString("why")))
            .list();
    var seats = byId(rows.stream().map(Row::seat).distinct().toList());
    return rows.stream()
        .map(row ->
            new Delegation(
                row.id,
                java.util.Objects.requireNonNull(seats.get(row.seat)),
                row.delegate,
                row.name,
                row.days,
                row.why))
        .toList();
  }

  private Map<Long, Seat> byId(List<Long> ids) {
    var seats = new LinkedHashMap<Long, Seat>();
    if (!ids.isEmpty()) {
      query(
              EVERY_SEAT + "where s.id = any (?) order by s.id, r.id",
              (Object) ids.toArray(Long[]::new))
          .forEach(seat -> seats.put(seat.id(), seat));
    }
    return seats;
  }

  /** Whether anybody ever held a role of this duty; then no set-up link is offered for it. */
  boolean anyoneHolds(Collection<String> ofRoles) {
    return db.sql("select exists (select from identity.held_role where role = any (?))")
        .param(ofRoles.toArray(String[]::new))
        .query(Boolean.class)
        .single();
  }

  static Days days(ResultSet rs, String first, String last) throws SQLException {
    return new Days(rs.getObject(first, LocalDate.class), Optional.ofNullable(day(rs, last)));
  }

  static @Nullable LocalDate day(ResultSet rs, String column) throws SQLException {
    return rs.getObject(column, LocalDate.class);
  }
}
