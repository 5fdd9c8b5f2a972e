package cn.tongtu.today;

import cn.tongtu.shared.Crumb;
import cn.tongtu.shared.Desk;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Notices;
import cn.tongtu.today.view.NoticesPage;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Each person's desk (案头): favourites and notices. */
@Repository
class Desks implements Desk.Keeper, Notices {
  static final int MOST_FAVOURITES = 12;
  static final int MOST_RECENT = 12;

  private final JdbcClient db;

  Desks(JdbcClient db) {
    this.db = db;
  }

  /** One statement, because every page asks. */
  @Override
  public Desk of(long person) {
    var unread = new AtomicInteger();
    var favourites = new ArrayList<Crumb>();
    db.sql(
            """
            select (select count(*) from today.notice where person = :person and read_at is null) unread,
              f.title, f.href
              from (select :person::bigint person) reader
              left join today.favourite f using (person) order by f.at, f.href
            """)
        .param("person", person)
        .query(row -> {
          unread.set(row.getInt("unread"));
          if (row.getString("href") != null) {
            favourites.add(new Crumb(row.getString("title"), row.getString("href")));
          }
        });
    return new Desk(unread.get(), favourites);
  }

  @Override
  public List<Crumb> recent(long person) {
    return db.sql("select title, href from today.recent where person = ? order by at desc, href")
        .param(person)
        .query((row, _) -> new Crumb(row.getString(1), row.getString(2)))
        .list();
  }

  /** The oldest make room. */
  @Transactional
  void opened(long person, Crumb page) {
    db.sql(
            """
            insert into today.recent (person, href, title) values (?, ?, ?)
            on conflict (person, href) do update set title = excluded.title, at = clock_timestamp()
            """)
        .params(person, page.href(), page.text())
        .update();
    db.sql(
            """
            delete from today.recent where person = ? and href in
              (select href from today.recent where person = ? order by at desc offset ?)
            """)
        .params(person, person, MOST_RECENT)
        .update();
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
