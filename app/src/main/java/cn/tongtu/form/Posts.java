package cn.tongtu.form;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which forms were sent, and how they were answered (提交记录). */
@Repository
class Posts {
  /** Longer than deeds take; after a crash the form is free again when it is over. */
  static final Duration LEASE = Duration.ofSeconds(15);

  private final JdbcClient db;

  Posts(JdbcClient db) {
    this.db = db;
  }

  /** A rendered form with what was typed into it. */
  record Sent(long person, String mark, String digest) {}

  /** Who is at it (办理权): one sending out of several, for a while. */
  record Claim(Sent sent, UUID by) {}

  /** How it was answered before (已有答复). */
  sealed interface Answer {
    /** Somebody is at it. */
    record Running() implements Answer {}

    /** It was done, and how it was answered is lost. */
    record Written() implements Answer {}

    record Done(String location) implements Answer {}

    record Shown() implements Answer {}
  }

  /**
   * @return empty where it was taken before, or somebody is at it; of several at the same moment
   *     one gets it
   */
  Optional<Claim> claim(Sent sent) {
    var claim = new Claim(sent, UUID.randomUUID());
    var got =
        db.sql(
                """
                insert into form.post (person, mark, digest, claim, until)
                values (?, ?, ?, ?, clock_timestamp() + ? * interval '1 millisecond')
                on conflict (person, mark, digest) do update
                  set claim = excluded.claim, until = excluded.until, at = clock_timestamp()
                  where post.state = 'RUNNING' and post.until < clock_timestamp()
                """)
            .params(sent.person, sent.mark, sent.digest, claim.by, LEASE.toMillis())
            .update();
    return got == 1 ? Optional.of(claim) : Optional.empty();
  }

  Optional<Answer> find(Sent sent) {
    return db.sql(
            """
            select state, location, until < clock_timestamp() as past from form.post
             where person = ? and mark = ? and digest = ?
            """)
        .params(sent.person, sent.mark, sent.digest)
        .query((rs, _) ->
            switch (rs.getString("state")) {
              case "DONE" -> (Answer) new Answer.Done(rs.getString("location"));
              case "SHOWN" -> new Answer.Shown();
              // Perhaps its answer is just being noted.
              case "WRITTEN" -> rs.getBoolean("past") ? new Answer.Written() : new Answer.Running();
              default -> new Answer.Running();
            })
        .optional();
  }

  /**
   * In the deed's transaction.
   *
   * @return whether the claim still holds
   */
  boolean written(Claim claim) {
    return put(claim, "WRITTEN", "") == 1;
  }

  void done(Claim claim, String location) {
    var _ = put(claim, "DONE", location);
  }

  void shown(Claim claim) {
    var _ = put(claim, "SHOWN", "");
  }

  private int put(Claim claim, String state, String location) {
    return db.sql(
            """
            update form.post set state = ?, location = nullif(?, '')
             where person = ? and mark = ? and digest = ? and claim = ?
            """)
        .params(state, location, claim.sent.person, claim.sent.mark, claim.sent.digest, claim.by)
        .update();
  }

  /** It came to nothing, so it may be sent again. */
  void forget(Claim claim) {
    db.sql("delete from form.post where person = ? and mark = ? and digest = ? and claim = ?")
        .params(claim.sent.person, claim.sent.mark, claim.sent.digest, claim.by)
        .update();
  }

  void forgetOlderThan(Duration age) {
    db.sql("delete from form.post where at < clock_timestamp() - ? * interval '1 millisecond'")
        .param(age.toMillis())
        .update();
  }
}
