package cn.tongtu.work;

import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.LongWork.ResultFile;
import cn.tongtu.shared.view.Sort;
import cn.tongtu.work.Job.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The jobs, their findings and files. */
@Repository
class JobRows {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<Map<String, String>> FIELDS = new TypeReference<>() {};
  private static final String JOBS =
      "select j.*, f.name as file from work.job j left join work.file f on f.job = j.id ";

  /** Any number will do that nobody else takes. */
  private static final long TAKING = 0x6a6f6273L;

  private final JdbcClient db;

  JobRows(JdbcClient db) {
    this.db = db;
  }

  /**
   * @return empty when the same waits or runs already
   */
  Optional<Long> add(String kind, String parameters, Actor.Staff actor) {
    return db.sql(
            """
            insert into work.job (kind, parameters, person, asked_by, address) values (?, ?::jsonb, ?, ?, ?)
            on conflict (kind, md5(parameters::text)) where state in ('WAITING', 'RUNNING') do nothing
            returning id
            """)
        .params(kind, parameters, actor.id(), actor.name(), actor.address())
        .query(Long.class)
        .optional();
  }

  static String json(Map<String, String> parameters) {
    return JSON.writeValueAsString(parameters);
  }

  Optional<Long> open(String kind, String parameters) {
    return db.sql(
            """
            select id from work.job
             where kind = ? and md5(parameters::text) = md5((?::jsonb)::text) and state in ('WAITING', 'RUNNING')
            """)
        .params(kind, parameters)
        .query(Long.class)
        .optional();
  }

  Optional<Job> find(long id) {
    return db.sql(JOBS + "where j.id = ?").param(id).query(JobRows::job).optional();
  }

  Optional<Job> lock(long id) {
    return db.sql("select id from work.job where id = ? for update")
        .param(id)
        .query(Long.class)
        .optional()
        .flatMap(this::find);
  }

  /** A person's own, and of these kinds everybody's. */
  long count(long person, Collection<String> kinds) {
    return db.sql("select count(*) from work.job where person = ? or kind = any (?)")
        .params(person, kinds.toArray(String[]::new))
        .query(Long.class)
        .single();
  }

  static final Map<String, String> COLUMNS =
      Map.of(
          "asked", "j.id",
          "kind", "j.kind",
          "state", "j.state",
          "by", "j.asked_by",
          "took", "coalesce(j.ended_at, clock_timestamp()) - j.started_at");

  List<Job> page(long person, Collection<String> kinds, Sort sort, int offset, int size) {
    return db.sql(
            JOBS
                + "where j.person = ? or j.kind = any (?)"
                + sort.sql(COLUMNS, "j.id desc")
                + " limit ? offset ?")
        .params(person, kinds.toArray(String[]::new), size, offset)
        .query(JobRows::job)
        .list();
  }

  void cancel(long id) {
    db.sql(
            """
            update work.job set cancelling = state = 'RUNNING',
              state = case state when 'WAITING' then 'CANCELLED' else state end,
              ended_at = case state when 'WAITING' then clock_timestamp() end
             where id = ?
            """)
        .param(id)
        .update();
  }

  /** So that of two servers the later one sees what the earlier one took. */
  void lockTaking() {
    db.sql("select pg_advisory_xact_lock(?)").param(TAKING).query().singleRow();
  }

  /** The oldest that waits, of the kinds of which not enough are running. */
  Optional<Job> take(String worker, Map<String, Integer> atOnce) {
    var kinds = List.copyOf(atOnce.keySet());
    return db.sql(
            """
            update work.job set state = 'RUNNING', worker = ?, started_at = clock_timestamp(),
              beat_at = clock_timestamp(), done = 0, total = null
             where id = (select j.id from work.job j join unnest(?, ?) as k (kind, at_once) on k.kind = j.kind
                          where j.state = 'WAITING'
                            and (select count(*) from work.job r where r.kind = j.kind and r.state = 'RUNNING') < k.at_once
                          order by j.id limit 1 for update of j skip locked)
            returning *, null as file
            """)
        .params(
            worker,
            kinds.toArray(String[]::new),
            kinds.stream().map(atOnce::get).toArray(Integer[]::new))
        .query(JobRows::job)
        .optional();
  }

  /** How far a worker's job is. */
  record Beat(long id, long done, @Nullable Long total, Label message) {}

  /** What the database says of a job that we run: gone when it is no longer ours. */
  enum Still {
    WANTED,
    CANCELLED,
    GONE
  }

  Still beat(String worker, Beat beat) {
    return db.sql(
            """
            update work.job set beat_at = clock_timestamp(), done = ?, total = ?, message = ?, message_en = ?
             where id = ? and worker = ? and state = 'RUNNING' returning cancelling
            """)
        .params(
            Arrays.<@Nullable Object>asList(
                beat.done,
                beat.total,
                beat.message.chinese(),
                beat.message.english(),
                beat.id,
                worker))
        .query(Boolean.class)
        .optional()
        .map(cancelling -> cancelling ? Still.CANCELLED : Still.WANTED)
        .orElse(Still.GONE);
  }

  /**
   * @return false when it was no longer this worker's to end
   */
  boolean end(String worker, Beat beat, State state) {
    return db.sql(
                """
                update work.job set state = ?, ended_at = clock_timestamp(), worker = null, cancelling = false,
                  done = ?, total = ?, message = ?, message_en = ?
                 where id = ? and worker = ? and state = 'RUNNING'
                """)
            .params(
                Arrays.<@Nullable Object>asList(
                    state.name(),
                    beat.done,
                    beat.total,
                    beat.message.chinese(),
                    beat.message.english(),
                    beat.id,
                    worker))
            .update()
        == 1;
  }

  /** The server stops: others, or this one when it is there again, begin it anew. */
  void giveBack(String worker, long id) {
    db.sql(
            """
            with mine as (update work.job set state = 'WAITING', worker = null, started_at = null, done = 0,
                            total = null, message = '', message_en = '', findings = 0
                           where id = ? and worker = ? and state = 'RUNNING' returning id)
            delete from work.finding where job in (select id from mine)
            """)
        .params(id, worker)
        .update();
  }

  /** Those whose worker has not been heard of for so long. */
  List<Job> interrupt(Duration silence) {
    return db.sql(
            """
            update work.job set state = 'INTERRUPTED', ended_at = clock_timestamp(), worker = null, cancelling = false
             where id in (select id from work.job where state = 'RUNNING'
                             and beat_at < clock_timestamp() - ? * interval '1 millisecond' for update skip locked)
            returning *, null as file
            """)
        .param(silence.toMillis())
        .query(JobRows::job)
        .list();
  }

  void addFindings(long job, long after, List<Label> findings) {
    db.sql(
            """
            insert into work.finding (job, no, text, text_en)
            select ?, ? + f.no, f.text, f.text_en
              from unnest(?, ?) with ordinality as f (text, text_en, no)
            """)
        .params(
            job,
            after,
            findings.stream().map(Label::chinese).toArray(String[]::new),
            findings.stream().map(Label::english).toArray(String[]::new))
        .update();
    db.sql("update work.job set findings = ? where id = ?")
        .params(after + findings.size(), job)
        .update();
  }

  List<Label> findings(long job, int most) {
    return db.sql("select text, text_en from work.finding where job = ? order by no limit ?")
        .params(job, most)
        .query((rs, _) -> new Label(rs.getString("text"), rs.getString("text_en")))
        .list();
  }

  void put(long job, ResultFile file) {
    db.sql("insert into work.file (job, name, type, content) values (?, ?, ?, ?)")
        .params(job, file.name(), file.type(), file.content())
        .update();
  }

  Optional<ResultFile> file(long job) {
    return db.sql("select name, type, content from work.file where job = ?")
        .param(job)
        .query((rs, _) ->
            new ResultFile(rs.getString("name"), rs.getString("type"), rs.getBytes("content")))
        .optional();
  }

  /** What ended longer ago than anybody asks for it. */
  int forget(Duration age) {
    return db.sql(
            "delete from work.job where ended_at < clock_timestamp() - ? * interval '1 millisecond'")
        .param(age.toMillis())
        .update();
  }

  private static Job job(ResultSet rs, int row) throws SQLException {
    var total = rs.getObject("total", Long.class);
    return new Job(
        rs.getLong("id"),
        rs.getString("kind"),
        JSON.readValue(rs.getString("parameters"), FIELDS),
        rs.getLong("person"),
        rs.getString("asked_by"),
        rs.getTimestamp("asked_at").toInstant(),
        State.valueOf(rs.getString("state")),
        rs.getBoolean("cancelling"),
        moment(rs.getTimestamp("started_at")),
        moment(rs.getTimestamp("ended_at")),
        rs.getLong("done"),
        total == null ? OptionalLong.empty() : OptionalLong.of(total),
        new Label(rs.getString("message"), rs.getString("message_en")),
        rs.getLong("findings"),
        Optional.ofNullable(rs.getString("file")));
  }

  private static Optional<Instant> moment(@Nullable Timestamp at) {
    return Optional.ofNullable(at).map(Timestamp::toInstant);
  }
}
