package cn.tongtu.search;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What can be found, and finding it (检索). */
@Repository
public class Finder {
  private static final int LONGEST = 60;

  private final JdbcClient db;

  Finder(JdbcClient db) {
    this.db = db;
  }

  /** Makes it findable, or findable by its new name. */
  @Transactional
  public void put(Entry entry) {
    db.sql(
            """
            insert into search.entry as e (kind, ref, title, english, words, detail, href, actions)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (kind, ref) do update
               set title = excluded.title, english = excluded.english, words = excluded.words,
                   detail = excluded.detail, href = excluded.href, actions = excluded.actions
             where (e.title, e.english, e.words, e.detail, e.href, e.actions) is distinct from
                   (excluded.title, excluded.english, excluded.words, excluded.detail, excluded.href, excluded.actions)
            """)
        .params(
            Arrays.asList(
                entry.kind(),
                entry.ref(),
                entry.title(),
                entry.english(),
                entry.words(),
                entry.detail(),
                entry.href(),
                entry.actions().toArray(String[]::new)))
        .update();
  }

  /** The same for many at once, each of them once. */
  @Transactional
  public void put(List<Entry> entries) {
    db.sql(
            """
            insert into search.entry as e (kind, ref, title, english, words, detail, href, actions)
            select kind, ref, title, english, words, detail, href, actions::text[]
              from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                     as v (kind, ref, title, english, words, detail, href, actions)
            on conflict (kind, ref) do update
               set title = excluded.title, english = excluded.english, words = excluded.words,
                   detail = excluded.detail, href = excluded.href, actions = excluded.actions
             where (e.title, e.english, e.words, e.detail, e.href, e.actions) is distinct from
                   (excluded.title, excluded.english, excluded.words, excluded.detail, excluded.href, excluded.actions)
            """)
        .params(
            texts(entries, Entry::kind),
            texts(entries, Entry::ref),
            texts(entries, Entry::title),
            texts(entries, Entry::english),
            texts(entries, Entry::words),
            texts(entries, Entry::detail),
            texts(entries, Entry::href),
            // Actions are called in letters and points; nothing in them needs quoting.
            texts(entries, entry -> "{" + String.join(",", entry.actions()) + "}"))
        .update();
  }

  /** It is found no more. */
  @Transactional
  public void remove(String kind, Collection<String> refs) {
    db.sql("delete from search.entry where kind = ? and ref = any (?)")
        .params(kind, refs.toArray(String[]::new))
        .update();
  }

  private static String[] texts(List<Entry> entries, Function<Entry, String> text) {
    return entries.stream().map(text).toArray(String[]::new);
  }

  @Transactional
  public void remove(String kind, Object ref) {
    db.sql("delete from search.entry where kind = ? and ref = ?")
        .params(kind, ref.toString())
        .update();
  }

  /** What was found, best first; */
  public record Found(String kind, String title, String english, String detail, String href) {}

  /**
   * @param typed words; each must be in the title, another name, the detail or the pinyin initials
   * @param actions what the reader may do somewhere
   */
  @Transactional(readOnly = true)
  public List<Found> find(String typed, Collection<String> actions, int most) {
    var words = words(typed);
    if (words.isEmpty()) {
      return List.of();
    }
    var first = words.getFirst();
    var sql =
        new StringBuilder(
            """
            select kind, title, english, detail, href from search.entry
             where (actions = '{}' or actions && :actions::text[])
            """);
    for (int i = 0; i < words.size(); i++) {
      sql.append(
          " and (lower(title || ' ' || words || ' ' || english || ' ' || detail) like :any%d or initials like :any%d)"
              .formatted(i, i));
    }
    sql.append(
        """
         order by case when lower(title) = :first or lower(words) = :first then 0
                       when lower(title) like :begins or lower(words) like :begins then 1
                       when initials like :begins then 2
                       when lower(title) like :any0 then 3
                       when ' ' || initials like :initials then 4
                       when lower(words) like :any0 then 5
                       else 6 end,
                  length(title), title, kind, ref
         limit :most
        """);
    var query =
        db.sql(sql.toString())
            .param("actions", actions.toArray(String[]::new))
            .param("first", first)
            .param("begins", escaped(first) + "%")
            .param("initials", "% " + escaped(first) + "%")
            .param("most", most);
    for (int i = 0; i < words.size(); i++) {
      query = query.param("any" + i, "%" + escaped(words.get(i)) + "%");
    }
    return query.query(Found.class).list();
  }

  private static List<String> words(String typed) {
    var text = typed.strip().toLowerCase(Locale.ROOT);
    return Stream.of(text.substring(0, Math.min(LONGEST, text.length())).split("[\\s\\u3000]+"))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private static String escaped(String word) {
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }

  /** Makes one kind anew; two at once wait for one another. */
  @Transactional
  void replace(Findable source) {
    db.sql("select pg_advisory_xact_lock(hashtextextended('search ' || ?, 0))")
        .param(source.kind())
        .query((_, _) -> 0)
        .list();
    db.sql("delete from search.entry where kind = ?").param(source.kind()).update();
    source.entries().forEach(this::put);
  }

  boolean knows(String kind) {
    return db.sql("select exists (select from search.entry where kind = ?)")
        .param(kind)
        .query(Boolean.class)
        .single();
  }
}
