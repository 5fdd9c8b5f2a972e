package cn.tongtu.api;

import cn.tongtu.identity.Token;
import cn.tongtu.shared.WrongField;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a program sends twice under one key is done once (接口防重复): the key is kept in the deed's own
 * transaction, so both are there or neither, and the second of two at once waits for the first.
 */
@Repository
class Sendings {
  static final String KEY = "Idempotency-Key";
  private static final String REPLAYED = "Idempotency-Replayed";
  private static final int LONGEST_KEY = 200;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final JdbcClient db;
  private final TransactionTemplate transaction;

  Sendings(JdbcClient db, TransactionTemplate transaction) {
    this.db = db;
    this.transaction = transaction;
  }

  /**
   * What a program is answered (应答).
   *
   * @param location where what was made is; else empty
   */
  record Answer(int status, String body, String location, boolean replayed) {
    static Answer of(int status, Object said, String location) {
      return new Answer(status, JSON.writeValueAsString(said), location, false);
    }

    void write(HttpServletResponse response) throws IOException {
      response.setStatus(status);
      response.setContentType("application/json");
      if (!location.isEmpty()) {
        response.setHeader(HttpHeaders.LOCATION, location);
      }
      if (replayed) {
        response.setHeader(REPLAYED, "true");
      }
      response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * @throws WrongField when the key came with another request before
   */
  Answer once(Token token, HttpServletRequest request, SentJson sent, Supplier<Answer> deed) {
    var key = Objects.requireNonNullElse(request.getHeader(KEY), "");
    if (key.isEmpty()) {
      return Objects.requireNonNull(transaction.execute(_ -> deed.get()));
    }
    WrongField.unless(
        key.length() <= LONGEST_KEY, KEY, "最长 %d 字".formatted(LONGEST_KEY), "too long");
    var digest = digest(request.getMethod() + " " + request.getRequestURI() + "\n" + sent.body());
    return Objects.requireNonNull(
        transaction.execute(_ ->
            claimed(token, key, digest) ? first(token, key, deed) : again(token, key, digest)));
  }

  private boolean claimed(Token token, String key, String digest) {
    return db.sql(
                "insert into api.sending (token, key, digest) values (?, ?, ?) on conflict do nothing")
            .params(token.id(), key, digest)
            .update()
        == 1;
  }

  private Answer first(Token token, String key, Supplier<Answer> deed) {
    var answer = deed.get();
    db.sql("update api.sending set status = ?, body = ?, location = ? where token = ? and key = ?")
        .params(Arrays.asList(answer.status, answer.body, answer.location, token.id(), key))
        .update();
    return answer;
  }

  private Answer again(Token token, String key, String digest) {
    record Kept(String digest, Answer answer) {}
    var kept =
        db.sql("select * from api.sending where token = ? and key = ?")
            .params(token.id(), key)
            .query((rs, _) ->
                new Kept(
                    rs.getString("digest"),
                    new Answer(
                        rs.getInt("status"), rs.getString("body"), rs.getString("location"), true)))
            .single();
    WrongField.unless(
        kept.digest.equals(digest),
        KEY,
        "这个 Idempotency-Key 已用于另一个请求，请换一个",
        "this Idempotency-Key came with another request; take a new one");
    return kept.answer;
  }

  /** Nobody repeats what was answered days ago. */
  void forget() {
    db.sql("delete from api.sending where at < clock_timestamp() - interval '7 days'").update();
  }

  private static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
