package cn.tongtu.identity;

import cn.tongtu.shared.Label;
import cn.tongtu.shared.Nearest;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.Words;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The organisations known, by the names they bear today (单位名录); those closed stay known. */
@Repository
public class Organisations {
  private static final String NAMED =
      """
      select o.code, coalesce(n.name, o.name) as name, coalesce(n.english, o.english) as english,
        o.kind
      from identity.organisation o
      left join lateral (
        select name, english from identity.organisation_name
        where org = o.code and first_day <= :day order by first_day desc limit 1) n on true
      """;

  private final JdbcClient db;
  private final Clock clock = Clock.system(Words.CHINA);

  Organisations(JdbcClient db) {
    this.db = db;
  }

  public List<Organisation> list() {
    return db.sql(NAMED + "order by code")
        .param("day", LocalDate.now(clock))
        .query(Organisation.class)
        .list();
  }

  /** Those that were open on a day, by the names they bore then. */
  List<Organisation> list(LocalDate day) {
    return db.sql(
            NAMED
                + """
                where :day between coalesce(o.first_day, '-infinity')
                  and coalesce(o.last_day, 'infinity')
                order by code
                """)
        .param("day", day)
        .query(Organisation.class)
        .list();
  }

  /** All of them as today's tree is read. */
  public List<Placed> tree() {
    return Placed.of(list(), parents(LocalDate.now(clock)));
  }

  /** Those that are open on a day, as the tree is read then. */
  List<Placed> tree(LocalDate day) {
    return Placed.of(list(day), parents(day));
  }

  public Optional<Organisation> find(String code) {
    return db.sql(NAMED + "where o.code = :code")
        .param("day", LocalDate.now(clock))
        .param("code", code)
        .query(Organisation.class)
        .optional();
  }

  /**
   * @throws Refusal when there is no such organisation, with the one perhaps meant
   */
  public Organisation get(String code) {
    return find(code)
        .orElseThrow(() ->
            new Refusal(
                "没有这个单位 (org)：" + code + nearest(code).map(m -> "，是否为 " + m + "？").orElse(""),
                "no such organisation (org): "
                    + code
                    + nearest(code).map(m -> ", is it " + m + "?").orElse("")));
  }

  private Optional<String> nearest(String code) {
    return Nearest.to(code, list().stream().map(Organisation::code).toList());
  }

  /** What it is called where its figures stand, alone or with those below it. */
  public static Label label(Organisation organisation, boolean below) {
    return below
        ? new Label(organisation.name() + "（含下属）", organisation.english() + " with those below")
        : new Label(organisation.name(), organisation.english());
  }

  /**
   * Which organisation stood directly below which on a day (隶属): the parent of each by its code.
   */
  public Map<String, String> parents(LocalDate day) {
    var parents = new TreeMap<String, String>();
    db.sql(
            """
            select org, parent from identity.placing
             where first_day <= ? and coalesce(last_day, 'infinity') >= ?
            """)
        .params(day, day)
        .query(rs -> {
          parents.put(rs.getString(1), rs.getString(2));
        });
    return parents;
  }

  /** As it was from the beginning; the sample and the first set-up write it so. */
  public void put(Organisation organisation) {
    db.sql(
            """
            insert into identity.organisation (code, name, english, kind) values (?, ?, ?, ?)
            on conflict (code) do update
              set name = excluded.name, english = excluded.english, kind = excluded.kind
            """)
        .params(
            organisation.code(),
            organisation.name(),
            organisation.english(),
            organisation.kind().name())
        .update();
  }

  /**
   * @return false when the code is taken
   */
  boolean add(Organisation organisation, LocalDate first) {
    return db.sql(
                """
                insert into identity.organisation (code, name, english, kind, first_day)
                values (?, ?, ?, ?, ?) on conflict do nothing
                """)
            .params(
                organisation.code(),
                organisation.name(),
                organisation.english(),
                organisation.kind().name(),
                first)
            .update()
        == 1;
  }

  /** Whoever seats somebody in it shares it; whoever closes it holds it alone. */
  Life lock(String code) {
    return life(code, "for update");
  }

  Life share(String code) {
    return life(code, "for share");
  }

  /** The days an organisation is open (存续); from no day is from the beginning. */
  record Life(Optional<LocalDate> first, Optional<LocalDate> last) {
    boolean openOn(LocalDate day) {
      return first.map(from -> !day.isBefore(from)).orElse(true)
          && last.map(to -> !day.isAfter(to)).orElse(true);
    }
  }

  private Life life(String code, String lock) {
    return db.sql("select first_day, last_day from identity.organisation where code = ? " + lock)
        .param(code)
        .query((rs, _) ->
            new Life(
                Optional.ofNullable(Seats.day(rs, "first_day")),
                Optional.ofNullable(Seats.day(rs, "last_day"))))
        .optional()
        .orElseThrow(() -> new Refusal("没有这个单位：" + code, "no such organisation: " + code));
  }

  Life life(String code) {
    return life(code, "");
  }

  void close(String code, LocalDate last) {
    db.sql("update identity.organisation set last_day = ? where code = ?")
        .params(last, code)
        .update();
  }

  /** A name that an organisation bears from a day on (名称沿革). */
  record Naming(String name, String english, LocalDate from) {}

  void rename(String code, Naming naming) {
    db.sql(
            """
            insert into identity.organisation_name (org, name, english, first_day)
            values (?, ?, ?, ?)
            on conflict (org, first_day) do update
              set name = excluded.name, english = excluded.english
            """)
        .params(code, naming.name, naming.english, naming.from)
        .update();
  }

  /** The name it began with, which has no day, is not among these; the latest first. */
  List<Naming> namings(String code) {
    return db.sql(
            """
            select name, english, first_day from identity.organisation_name
            where org = ? order by first_day desc
            """)
        .param(code)
        .query((rs, _) ->
            new Naming(
                rs.getString("name"),
                rs.getString("english"),
                rs.getObject("first_day", LocalDate.class)))
        .list();
  }

  String firstName(String code) {
    return db.sql("select name from identity.organisation where code = ?")
        .param(code)
        .query(String.class)
        .single();
  }
}
