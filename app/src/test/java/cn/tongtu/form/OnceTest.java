package cn.tongtu.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import cn.tongtu.form.Posts.Answer;
import cn.tongtu.form.Posts.Sent;
import cn.tongtu.identity.SignedIn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** A form is taken once: by two threads at once, by the back button, on every page. */
@SpringBootTest(properties = "spring.application.name=forms")
@AutoConfigureMockMvc
class OnceTest {
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  @Autowired MockMvcTester pages;
  @Autowired Forms forms;
  @Autowired Posts posts;
  @Autowired JdbcClient db;
  @Autowired RequestMappingHandlerMapping requestMappingHandlerMapping;
  @Autowired TransactionTemplate transaction;

  private long person;

  @TestConfiguration
  @RestController
  static class Deeds {
    static final AtomicInteger DONE = new AtomicInteger();
    static final Map<String, Runnable> GATES = new ConcurrentHashMap<>();
    @Autowired TransactionTemplate transaction;
    @Autowired JdbcClient db;

    @PostMapping("/test/slow")
    ResponseEntity<Void> slow() throws InterruptedException {
      Thread.sleep(300);
      return ResponseEntity.status(HttpStatus.SEE_OTHER)
          .header("Location", "/done/" + DONE.incrementAndGet())
          .build();
    }

    @PostMapping("/test/page")
    String page() {
      return "一次性链接 " + DONE.incrementAndGet();
    }

    @PostMapping("/test/refused")
    ResponseEntity<String> refused() {
      DONE.incrementAndGet();
      return ResponseEntity.unprocessableContent().body("改");
    }

    /** Writes a row, and waits before it commits when a test says so. */
    @PostMapping("/test/writes")
    ResponseEntity<Void> writes(@RequestParam String text) {
      transaction.executeWithoutResult(_ -> {
        db.sql(
                "insert into today.notice (person, chinese, english, href) select max(id), ?, '', '/' from identity.person")
            .param(text)
            .update();
        GATES.getOrDefault(text, () -> {}).run();
      });
      return ResponseEntity.status(HttpStatus.SEE_OTHER)
          .header("Location", "/done/" + DONE.incrementAndGet())
          .build();
    }

    @PostMapping("/test/fails")
    String fails(@RequestParam boolean written) {
      DONE.incrementAndGet();
      if (written) {
        transaction.executeWithoutResult(_ -> db.sql("select 1").query().singleRow());
      }
      throw new IllegalStateException("after or before it was written");
    }
  }

  @BeforeEach
  void somebody() {
    var account = "once-" + NUMBERS.incrementAndGet();
    person =
        db.sql("insert into identity.person (account, name) values (?, ?) returning id")
            .params(account, account)
            .query(Long.class)
            .single();
    Deeds.DONE.set(0);
  }

  @Test
  void twoThreadsThatSendTheSameFormGetOneAnswerAndItIsDoneOnce() throws Exception {
    for (int round = 1; round <= 5; round++) {
      var mark = forms.mark(person);
      var together = new CyclicBarrier(2);
      var answers = new ArrayList<String>();
      try (var threads = Executors.newFixedThreadPool(2)) {
        var sending =
            threads.submit(() -> {
              together.await();
              return send("/test/slow", mark, "一样").getRedirectedUrl();
            });
        var again =
            threads.submit(() -> {
              together.await();
              return send("/test/slow", mark, "一样").getRedirectedUrl();
            });
        answers.add(String.valueOf(sending.get()));
        answers.add(String.valueOf(again.get()));
      }
      assertThat(answers).containsOnly("/done/" + round);
      assertThat(Deeds.DONE).hasValue(round);
    }
  }

  @Test
  void ofSixteenThatSendTheSameFormOneWritesAndAllGetItsAnswer() throws Exception {
    var mark = forms.mark(person);
    var together = new CyclicBarrier(16);
    var answers = new TreeSet<String>();
    try (var threads = Executors.newFixedThreadPool(16)) {
      var sending =
          IntStream.range(0, 16)
              .mapToObj(_ ->
                  threads.submit(() -> {
                    together.await();
                    return send("/test/writes", mark, "十六").getRedirectedUrl();
                  }))
              .toList();
      for (var each : sending) {
        answers.add(String.valueOf(each.get()));
      }
    }
    assertThat(answers).containsExactly("/done/1");
    assertThat(written("十六")).isEqualTo(1);
  }

  /** The server died after the form was claimed and before the deed was committed. */
  @Test
  void whatWasClaimedAndNeverWrittenIsDoneWhenItIsSentAgain() {
    var mark = forms.mark(person);
    var sent = sent("/test/writes", mark, "死在写入前");
    assertThat(posts.claim(sent)).isPresent();
    assertThat(posts.claim(sent)).as("somebody is at it").isEmpty();
    leaseIsOver();
    assertThat(send("/test/writes", mark, "死在写入前").getRedirectedUrl()).isEqualTo("/done/1");
    assertThat(written("死在写入前")).isEqualTo(1);
  }

  /** It died after the commit and before the answer was noted. */
  @Test
  void whatWasWrittenAndNeverAnsweredIsNotDoneAgain() {
    var mark = forms.mark(person);
    var claim = posts.claim(sent("/test/writes", mark, "死在写入后")).orElseThrow();
    Commits.begin(claim);
    transaction.executeWithoutResult(_ -> insert("死在写入后"));
    assertThat(Commits.any()).isTrue();
    Commits.end();
    leaseIsOver();
    var again = send("/test/writes", mark, "死在写入后");
    assertThat(again.getStatus()).isEqualTo(409);
    assertThat(written("死在写入后")).isEqualTo(1);
  }

  /** What rolled back has left no trace of having been done either. */
  @Test
  void whatWasRolledBackMayBeSentAgain() {
    var mark = forms.mark(person);
    var claim = posts.claim(sent("/test/writes", mark, "回滚")).orElseThrow();
    Commits.begin(claim);
    transaction.executeWithoutResult(status -> {
      insert("回滚");
      status.setRollbackOnly();
    });
    assertThat(Commits.any()).isFalse();
    Commits.end();
    leaseIsOver();
    assertThat(send("/test/writes", mark, "回滚").getRedirectedUrl()).isEqualTo("/done/1");
    assertThat(written("回滚")).isEqualTo(1);
  }

  /**
   * One takes longer than its claim holds; another takes over, and the slow one does not commit.
   */
  @Test
  void whoIsTooSlowIsTakenOverAndWritesNothing() throws Exception {
    var mark = forms.mark(person);
    var inside = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    Deeds.GATES.put(
        "慢",
        () -> {
          Deeds.GATES.remove("慢");
          inside.countDown();
          try {
            go.await();
          } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
          }
        });
    try (var threads = Executors.newFixedThreadPool(1)) {
      var slow = threads.submit(() -> send("/test/writes", mark, "慢").getStatus());
      inside.await();
      leaseIsOver();
      assertThat(send("/test/writes", mark, "慢").getRedirectedUrl()).isEqualTo("/done/1");
      go.countDown();
      assertThat(slow.get()).as("told to look").isEqualTo(409);
    }
    assertThat(written("慢")).isEqualTo(1);
    assertThat(send("/test/writes", mark, "慢").getRedirectedUrl()).isEqualTo("/done/1");
  }

  private Sent sent(String address, String mark, String text) {
    return new Sent(person, mark, Once.digest(address, Map.of("text", new String[] {text})));
  }

  private void leaseIsOver() {
    db.sql("update form.post set until = clock_timestamp() - interval '1 second' where person = ?")
        .param(person)
        .update();
  }

  private void insert(String text) {
    db.sql(
            "insert into today.notice (person, chinese, english, href) select max(id), ?, '', '/' from identity.person")
        .param(text)
        .update();
  }

  private long written(String text) {
    return db.sql("select count(*) from today.notice where chinese = ?")
        .param(text)
        .query(Long.class)
        .single();
  }

  @Test
  void sentAgainByTheBackButtonItGetsTheFirstAnswerAndOtherTextIsTaken() {
    var mark = forms.mark(person);
    assertThat(send("/test/slow", mark, "一").getRedirectedUrl()).isEqualTo("/done/1");
    assertThat(send("/test/slow", mark, "一").getRedirectedUrl()).isEqualTo("/done/1");
    assertThat(send("/test/slow", mark, "二").getRedirectedUrl()).isEqualTo("/done/2");
    assertThat(send("/test/slow", forms.mark(person), "一").getRedirectedUrl())
        .as("a form that was opened anew")
        .isEqualTo("/done/3");
  }

  @Test
  void aPageThatIsShownOnceIsShownAgainForAMomentAndThenSaysSo() throws Exception {
    var mark = forms.mark(person);
    assertThat(send("/test/page", mark, "一").getContentAsString()).contains("1");
    assertThat(send("/test/page", mark, "一").getContentAsString()).contains("1");
    assertThat(Deeds.DONE).hasValue(1);
    // As after a restart: what was shown is gone, that it was sent is not.
    var other = forms.mark(person);
    var sent =
        new Sent(person, other, Once.digest("/test/page", Map.of("text", new String[] {"一"})));
    posts.shown(posts.claim(sent).orElseThrow());
    assertThat(send("/test/page", other, "一").getStatus()).isEqualTo(409);
    assertThat(Deeds.DONE).hasValue(1);
  }

  @Test
  void whatWasRefusedMayBeSentAgainAndWhatFailedOnlyIfNothingWasWritten() {
    var mark = forms.mark(person);
    assertThat(send("/test/refused", mark, "一").getStatus()).isEqualTo(422);
    assertThat(send("/test/refused", mark, "一").getStatus()).isEqualTo(422);
    assertThat(Deeds.DONE).hasValue(2);
    for (var written : List.of("false", "true")) {
      var failing = forms.mark(person);
      var answer =
          pages
              .post()
              .uri("/test/fails")
              .param("written", written)
              .param("_once", failing)
              .with(csrf())
              .with(signedIn())
              .exchange()
              .getResponse();
      assertThat(answer.getStatus()).isEqualTo(500);
      var sent =
          new Sent(
              person,
              failing,
              Once.digest("/test/fails", Map.of("written", new String[] {written})));
      assertThat(posts.find(sent).isPresent())
          .as("written: " + written)
          .isEqualTo(written.equals("true"));
    }
  }

  @Test
  void aMarkFitsItsPersonAloneAndCannotBeInvented() {
    var mark = forms.mark(person);
    assertThat(forms.fits(mark, person)).isTrue();
    assertThat(forms.fits(mark, person + 1)).isFalse();
    assertThat(forms.isGenuine(mark)).isTrue();
    for (int place : new int[] {0, 40, 80}) {
      var touched = new StringBuilder(mark);
      touched.setCharAt(place, touched.charAt(place) == '0' ? '1' : '0');
      assertThat(forms.isGenuine(touched.toString())).as(touched.toString()).isFalse();
    }
    assertThat(new Forms(db, () -> java.util.Optional.empty()).fits(mark, person))
        .as("also after a restart")
        .isTrue();
  }

  /** What was answered before is answered again before any page is reached, whichever it is. */
  @Test
  void everyPageThatTakesAFormStandsBehindIt() {
    var patterns = new TreeSet<String>();
    requestMappingHandlerMapping
        .getHandlerMethods()
        .keySet()
        .forEach(info -> {
          if (info.getMethodsCondition().getMethods().contains(RequestMethod.POST)) {
            patterns.addAll(info.getPatternValues());
          }
        });
    // Programs bring a key of their own.
    patterns.removeIf(pattern -> pattern.startsWith("/api/"));
    assertThat(patterns).hasSizeGreaterThan(20).contains("/work", "/reports");
    for (var pattern : patterns) {
      var address = pattern.replaceAll("\\{(?:[^{}]|\\{[^{}]*})*}", "1");
      var mark = forms.mark(person);
      var sent = new Sent(person, mark, Once.digest(address, Map.of("text", new String[] {"一"})));
      posts.done(posts.claim(sent).orElseThrow(), "/before");
      var answer = send(address, mark, "一");
      assertThat(answer.getRedirectedUrl()).as(pattern).isEqualTo("/before");
      assertThat(answer.getStatus()).as(pattern).isEqualTo(303);
      assertThat(posts.find(sent)).contains(new Answer.Done("/before"));
    }
  }

  private MockHttpServletResponse send(String address, String mark, String text) {
    return pages
        .post()
        .uri(address)
        .param("_once", mark)
        .param("text", text)
        .with(csrf())
        .with(signedIn())
        .exchange()
        .getResponse();
  }

  private RequestPostProcessor signedIn() {
    return authentication(
        UsernamePasswordAuthenticationToken.authenticated(
            new SignedIn(person, "once-" + NUMBERS.get(), "某人"), null, List.of()));
  }
}
