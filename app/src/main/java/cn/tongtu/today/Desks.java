package cn.tongtu.today;

import cn.tongtu.shared.Crumb;
import cn.tongtu.shared.Desk;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Notices;
import cn.tongtu.today.view.NoticesPage;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Each person's desk (案头): favourites and notices. */
@Repository
class Desks implements Desk.Keeper, Notices {
  static final int MOST_FAVOURITES = 12;

  private final JdbcClient db;

  Desks(JdbcClient db) {
    this.db = db;
  }

  @Override
  public Desk of(long person) {
    var unread =
        db.sql("select count(*) from today.notice where person = ? and read_at is null")
            .param(person)
            .query(Integer.class)
            .single();
    return new Desk(unread, favourites(person));
  }

  @Override
  @Transactional
  public void tell(long person, Label what, String href) {
    db.sql("insert into today.notice (person, chinese, english, href) values (?, ?, ?, ?)")
        .params(person, what.chinese(), what.english(), href)
        .update();
  }

  long count(long person) {
    return db.sql("select count(*) from today.notice where person = ?")
        .param(person)
        .query(Long.class)
        .single();
  }

  /** The latest first. */
  List<NoticesPage.Line> notices(long person, int offset, int most) {
    return db.sql(
            """
            select id, at, chinese, english, read_at is not null read from today.notice
             where person = ? order by id desc limit ? offset ?
            """)
        .params(person, most, offset)
        .query((row, _) ->
            new NoticesPage.Line(
                row.getLong("id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                new Label(row.getString("chinese"), row.getString("english")),
                row.getBoolean("read")))
        .list();
  }

  /** Marks it as read and says where it leads; empty when this person was not told it. */
  @Transactional
  Optional<String> read(long person, long notice) {
    return db.sql(
            """
            update today.notice set read_at = coalesce(read_at, clock_timestamp())
             where id = ? and person = ? returning href
            """)
        .params(notice, person)
        .query(String.class)
        .optional();
  }

  @Transactional
  void readAll(long person) {
    db.sql(
            "update today.notice set read_at = clock_timestamp() where person = ? and read_at is null")
        .param(person)
        .update();
  }

  private List<Crumb> favourites(long person) {
    return db.sql("select title, href from today.favourite where person = ? order by at, href")
        .param(person)
        .query((row, _) -> new Crumb(row.getString(1), row.getString(2)))
        .list();
  }

  /** Nothing happens when it is one already; the oldest make room for the thirteenth. */
  @Transactional
  void keep(long person, Crumb favourite) {
    db.sql(
            """
            insert into today.favourite (person, href, title) values (?, ?, ?)
            on conflict (person, href) do update set title = excluded.title
            """)
        .params(person, favourite.href(), favourite.text())
        .update();
    db.sql(
            """
            delete from today.favourite where person = ? and href in
              (select href from today.favourite where person = ? order by at desc offset ?)
            """)
        .params(person, person, MOST_FAVOURITES)
        .update();
  }

  @Transactional
  void drop(long person, String href) {
    db.sql("delete from today.favourite where person = ? and href = ?")
        .params(person, href)
        .update();
  }
}
