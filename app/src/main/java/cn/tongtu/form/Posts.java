package cn.tongtu.form;

import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which forms were sent, and how they were answered (提交记录). */
@Repository
class Posts {
  private final JdbcClient db;

  Posts(JdbcClient db) {
    this.db = db;
  }

  /** A rendered form with what was typed into it. */
  record Sent(long person, String mark, String digest) {}

  /** How it was answered before (已有答复). */
  sealed interface Answer {
    record Running() implements Answer {}

    record Done(String location) implements Answer {}

    record Shown() implements Answer {}
  }

  /**
   * @return whether this is the first time; of two at the same moment one is
   */
  boolean claim(Sent sent) {
    return db.sql(
                "insert into form.post (person, mark, digest) values (?, ?, ?) on conflict do nothing")
            .params(sent.person, sent.mark, sent.digest)
            .update()
        == 1;
  }

  Optional<Answer> find(Sent sent) {
    return db.sql(
            "select state, location from form.post where person = ? and mark = ? and digest = ?")
        .params(sent.person, sent.mark, sent.digest)
        .query((rs, _) ->
            switch (rs.getString("state")) {
              case "DONE" -> (Answer) new Answer.Done(rs.getString("location"));
              case "SHOWN" -> new Answer.Shown();
              default -> new Answer.Running();
            })
        .optional();
  }

  void done(Sent sent, String location) {
    db.sql(
            "update form.post set state = 'DONE', location = ? where person = ? and mark = ? and digest = ?")
        .params(location, sent.person, sent.mark, sent.digest)
        .update();
  }

  void shown(Sent sent) {
    db.sql("update form.post set state = 'SHOWN' where person = ? and mark = ? and digest = ?")
        .params(sent.person, sent.mark, sent.digest)
        .update();
  }

  /** It came to nothing, so it may be sent again. */
  void forget(Sent sent) {
    db.sql("delete from form.post where person = ? and mark = ? and digest = ?")
        .params(sent.person, sent.mark, sent.digest)
        .update();
  }

  void forgetOlderThan(Duration age) {
    db.sql("delete from form.post where at < clock_timestamp() - ? * interval '1 millisecond'")
        .param(age.toMillis())
        .update();
  }
}
