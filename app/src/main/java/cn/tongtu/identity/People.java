package cn.tongtu.identity;

import cn.tongtu.identity.OrganisationTree.Placing;
import cn.tongtu.identity.Seat.HeldRole;
import cn.tongtu.shared.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** People, their seats and what goes with them, as they are kept (人员名册). */
@Repository
class People {
  private static final String PERSON =
      "select id, account, name, demo, password, left_on from identity.person ";

  private final JdbcClient db;
  private final Roles roles;

  People(JdbcClient db, Roles roles) {
    this.db = db;
    this.roles = roles;
  }

  Optional<Person> find(long id) {
    return db.sql(PERSON + "where id = ?").param(id).query((rs, _) -> person(rs)).optional();
  }

  Person get(long id) {
    return find(id).orElseThrow(() -> new Refusal("没有这个人员", "no such person"));
  }

  Optional<Person> find(String account) {
    return db.sql(PERSON + "where account = ?")
        .param(account.strip().toLowerCase(Locale.ROOT))
        .query((rs, _) -> person(rs))
        .optional();
  }

  List<Person> list() {
    return db.sql(PERSON + "order by id").query((rs, _) -> person(rs)).list();
  }

  /** Whoever changes what a person may do holds this lock; whoever acts shares it. */
  void lock(long person) {
    db.sql("select id from identity.person where id = ? for update")
        .param(person)
        .query(Long.class)
        .optional();
  }

  /** Held until the deed is done, so that a seat that ends meanwhile ends after it. */
  void share(Collection<Long> people) {
    db.sql("select id from identity.person where id = any (?) order by id for share")
        .param(people.toArray(Long[]::new))
        .query(Long.class)
        .list();
  }

  long add(String account, String name, boolean demo) {
    return db.sql(
            """
            insert into identity.person (account, name, demo) values (?, ?, ?)
            on conflict (account) do nothing returning id
            """)
        .params(account.strip().toLowerCase(Locale.ROOT), name.strip(), demo)
        .query(Long.class)
        .optional()
        .orElseThrow(() -> new Refusal("账号已被使用：" + account, "the account is taken: " + account));
  }

  void putPassword(long person, String hash) {
    db.sql("update identity.person set password = ? where id = ?").params(hash, person).update();
  }

  void leave(long person, LocalDate on) {
    db.sql("update identity.person set left_on = ? where id = ?").params(on, person).update();
  }

  long addSeat(long person, String org, Days days) {
    return db.sql(
            """
            insert into identity.seat (person, org, first_day, last_day)
            values (?, ?, ?, ?) returning id
            """)
        .params(Arrays.asList(person, org, days.first(), days.last().orElse(null)))
        .query(Long.class)
        .single();
  }

  void endSeat(long seat, LocalDate last) {
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

  void addDelegation(long seat, long delegate, LocalDate first, LocalDate last, String why) {
    db.sql(
            """
            insert into identity.delegation (seat, delegate, first_day, last_day, why)
            values (?, ?, ?, ?, ?)
            """)
        .params(seat, delegate, first, last, why)
        .update();
  }

  Optional<Seat> findSeat(long id) {
    return seats("where s.id = ?", id).stream().findFirst();
  }

  /** All seats there ever were, those of one person together. */
  List<Seat> seats() {
    return seats("where s.id > ?", 0);
  }

  List<Seat> seatsOf(long person) {
    return seats("where s.person = ?", person);
  }

  private List<Seat> seats(String where, long parameter) {
    record Row(Seat seat, Optional<HeldRole> role) {}
    var rows =
        db.sql(
                """
                select s.id, s.person, p.name, s.org, s.first_day, s.last_day,
                  r.id as held, r.role, r.first_day as role_first, r.last_day as role_last
                from identity.seat s
                join identity.person p on p.id = s.person
                left join identity.held_role r on r.seat = s.id
                """
                    + where
                    + " order by s.person, s.id, r.id")
            .param(parameter)
            .query((rs, _) ->
                new Row(
                    new Seat(
                        rs.getLong("id"),
                        rs.getLong("person"),
                        rs.getString("name"),
                        rs.getString("org"),
                        days(rs, "first_day", "last_day"),
                        List.of()),
                    rs.getObject("held") == null
                        ? Optional.empty()
                        : Optional.of(
                            new HeldRole(
                                rs.getLong("held"),
                                rs.getString("role"),
                                days(rs, "role_first", "role_last")))))
            .list();
    var seats = new ArrayList<Seat>();
    for (var row : rows) {
      var held =
          rows.stream()
              .filter(other -> other.seat.id() == row.seat.id())
              .flatMap(other -> other.role.stream())
              .toList();
      if (seats.isEmpty() || seats.getLast().id() != row.seat.id()) {
        var seat = row.seat;
        seats.add(
            new Seat(seat.id(), seat.person(), seat.personName(), seat.org(), seat.days(), held));
      }
    }
    return seats;
  }

  List<Delegation> delegationsTo(long person) {
    return delegations("where d.delegate = ?", person);
  }

  List<Delegation> delegationsBy(long person) {
    return delegations("where s.person = ?", person);
  }

  private List<Delegation> delegations(String where, long parameter) {
    record Row(long id, long seat, long delegate, String name, Days days, String why) {}
    return db
        .sql(
            """
            select d.*, p.name from identity.delegation d
            join identity.seat s on s.id = d.seat
            join identity.person p on p.id = d.delegate
            """
                + where
                + " order by d.id")
        .param(parameter)
        .query((rs, _) ->
            new Row(
                rs.getLong("id"),
                rs.getLong("seat"),
                rs.getLong("delegate"),
                rs.getString("name"),
                days(rs, "first_day", "last_day"),
                rs.getString("why")))
        .list()
        .stream()
        .map(row ->
            new Delegation(
                row.id,
                findSeat(row.seat).orElseThrow(),
                row.delegate,
                row.name,
                row.days,
                row.why))
        .toList();
  }

  OrganisationTree tree() {
    return new OrganisationTree(
        db.sql("select * from identity.placing order by first_day, id")
            .query((rs, _) ->
                new Placing(
                    rs.getString("org"), rs.getString("parent"), days(rs, "first_day", "last_day")))
            .list());
  }

  /** One who moves an organisation at a time, or two moves could close a circle together. */
  void lockTree() {
    db.sql("lock table identity.placing in share row exclusive mode").update();
  }

  void addPlacing(Placing placing) {
    db.sql(
            """
            insert into identity.placing (org, parent, first_day, last_day) values (?, ?, ?, ?)
            """)
        .params(
            Arrays.asList(
                placing.org(),
                placing.parent(),
                placing.days().first(),
                placing.days().last().orElse(null)))
        .update();
  }

  void endPlacing(String org, LocalDate last) {
    db.sql(
            """
            update identity.placing set last_day = greatest(?, first_day - 1)
            where org = ? and last_day is null
            """)
        .params(last, org)
        .update();
  }

  Powers powers(long person) {
    return new Powers(get(person), seatsOf(person), delegationsTo(person), tree(), roles::find);
  }

  /** Whether anybody ever held a role of this duty; then no set-up link is offered for it. */
  boolean anyoneHolds(Collection<String> ofRoles) {
    return db.sql("select exists (select from identity.held_role where role = any (?))")
        .param(ofRoles.toArray(String[]::new))
        .query(Boolean.class)
        .single();
  }

  private static Person person(ResultSet rs) throws SQLException {
    return new Person(
        rs.getLong("id"),
        rs.getString("account"),
        rs.getString("name"),
        rs.getBoolean("demo"),
        Optional.ofNullable(rs.getString("password")),
        Optional.ofNullable(day(rs, "left_on")));
  }

  private static Days days(ResultSet rs, String first, String last) throws SQLException {
    return new Days(rs.getObject(first, LocalDate.class), Optional.ofNullable(day(rs, last)));
  }

  private static @Nullable LocalDate day(ResultSet rs, String column) throws SQLException {
    return rs.getObject(column, LocalDate.class);
  }
}
