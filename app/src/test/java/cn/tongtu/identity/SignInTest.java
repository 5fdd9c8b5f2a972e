package cn.tongtu.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.identity.Accounts.Invitation;
import cn.tongtu.identity.SignIn.Outcome;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Forbidden;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.Refusal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.transaction.support.TransactionTemplate;

/** Signing in, set-up links and seats that end, on the real database and with many at once. */
// A context, and so a database, of its own: organisations made here would keep the sample out.
@SpringBootTest(properties = "spring.application.name=identity")
class SignInTest {
  private static final String PASSWORD = "每天修一公里路哦哦哦";
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final Days ALWAYS = Days.from(LocalDate.of(2020, 1, 1));

  @Autowired SignIn signIn;
  @Autowired SetUp setUp;
  @Autowired People people;
  @Autowired Seats seats;
  @Autowired Passwords passwords;
  @Autowired Organisations organisations;
  @Autowired Permissions permissions;
  @Autowired PasswordEncoder hashes;
  @Autowired TransactionTemplate transaction;
  @Autowired JdbcClient db;

  private final int number = NUMBERS.incrementAndGet();
  private final String account = "account" + number;
  private final String address = "10.0.0." + number;

  @Test
  void theRightPasswordIsLetInAndWhoHasLeftIsNot() {
    var person = person();
    assertThat(signIn.attempt(" Account" + number + " ", PASSWORD, address))
        .isInstanceOf(Outcome.Welcome.class);
    assertThat(signIn.attempt(account, "每天修一公里路", address)).isInstanceOf(Outcome.Wrong.class);
    assertThat(signIn.attempt("nobody" + number, PASSWORD, address))
        .isInstanceOf(Outcome.Wrong.class);

    people.leave(person, LocalDate.of(2024, 1, 1));
    assertThat(signIn.attempt(account, PASSWORD, address)).isInstanceOf(Outcome.Wrong.class);
    assertThat(signIn.stillThere(new SignedIn(person, account, "甲"))).isFalse();
  }

  /** Sixteen guesses at once: no more of them are tried than one after the other would be. */
  @Test
  void guessesAtOnceAreCountedLikeGuessesInARow() throws Exception {
    person();
    var outcomes = together(16, () -> signIn.attempt(account, "猜一猜猜一猜猜一猜", address));

    assertThat(outcomes.stream().filter(Outcome.Wrong.class::isInstance))
        .hasSize(Attempts.FREE_FOR_ACCOUNT);
    assertThat(signIn.attempt(account, PASSWORD, address))
        .as("the right one too, until the lock is over")
        .isInstanceOf(Outcome.Locked.class);
  }

  @Test
  void aSetUpLinkUsedByTwoAtOnceWorksOnce() throws Exception {
    var person = person();
    var token = link(person);
    var refused = new AtomicInteger();
    together(
        2,
        () -> {
          try {
            setUp.take(token, new SetUp.Filled("", "", "", "山路十八弯水路九连环"), address);
          } catch (NotFound used) {
            refused.incrementAndGet();
          }
          return true;
        });

    assertThat(refused).hasValue(1);
    assertThat(passwords.waiting(person)).isPresent();
    assertThatThrownBy(() -> setUp.asked(token)).isInstanceOf(NotFound.class);
  }

  private String link(long person) {
    var issuer = people.add("issuer" + NUMBERS.incrementAndGet(), "发链接的", false);
    return setUp.invite(Invitation.issued(person, new Accounts.Issue(issuer, "person.confirm")));
  }

  @Test
  void aRefusedPasswordLeavesTheLinkUnused() {
    var person = person();
    var token = link(person);

    assertThatThrownBy(() -> setUp.take(token, new SetUp.Filled("", "", "", "1234567890"), address))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("太容易猜");
    assertThat(setUp.asked(token).person()).isPresent();
  }

  @Test
  void aNewLinkVoidsTheOneBefore() {
    var person = person();
    var first = link(person);
    var _ = link(person);

    assertThatThrownBy(() -> setUp.asked(first)).isInstanceOf(NotFound.class);
  }

  /** An office signs in from one address all day long. */
  @Test
  void rightPasswordsDoNotCountAgainstAnAddress() {
    var _ = person();
    for (int day = 0; day < Attempts.FREE_FOR_ADDRESS + 5; day++) {
      assertThat(signIn.prove(account, PASSWORD, address)).isInstanceOf(SignIn.Proof.Right.class);
    }
  }

  /** A seat is ended while its holder acts: the deed is done first, or refused; never half. */
  @Test
  void aSeatThatEndsWaitsForTheDeedUnderWay() throws Exception {
    var person = person();
    organisations.put(new Organisation("seat-test", "某单位", "An organisation"));
    var seat = seats.add(person, "seat-test", ALWAYS);
    seats.addRole(seat, "clerk", ALWAYS);
    var actor = new Actor.Staff(person, "甲", Optional.empty(), address);
    var acting = new CountDownLatch(1);
    var order = java.util.Collections.synchronizedList(new ArrayList<String>());
    try (var both = Executors.newFixedThreadPool(2)) {
      var deed =
          both.submit(() ->
              transaction.executeWithoutResult(_ -> {
                assertThat(permissions.require(actor, "invest.correct", "seat-test").seat())
                    .contains(seat);
                acting.countDown();
                pause();
                order.add("done");
              }));
      acting.await(10, TimeUnit.SECONDS);
      var end =
          both.submit(() ->
              transaction.executeWithoutResult(_ -> {
                people.lock(person);
                order.add("ended");
                seats.end(seat, LocalDate.of(2024, 12, 31));
              }));
      deed.get(30, TimeUnit.SECONDS);
      end.get(30, TimeUnit.SECONDS);
    }

    assertThat(order).containsExactly("done", "ended");
    assertThatThrownBy(() -> permissions.require(actor, "invest.correct", "seat-test"))
        .isInstanceOf(Forbidden.class)
        .hasMessageContaining("更正月度投资填报");
    assertThat(
            permissions
                .may(person, "invest.correct", "seat-test", LocalDate.of(2024, 6, 1))
                .allowed())
        .as("what could be done on a past day stays answerable")
        .isTrue();
  }

  private static void pause() {
    try {
      Thread.sleep(300);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void theTrailOnlyGrows() {
    person();
    signIn.attempt(account, "不对不对不对不对不对", address);
    assertThat(
            db.sql("select kind from identity.audit where address = ?")
                .param(address)
                .query(String.class)
                .list())
        .contains("SIGN_IN_FAILED");
    for (var tampering :
        List.of(
            "update identity.audit set actor = '别人'",
            "delete from identity.audit",
            "truncate identity.audit")) {
      assertThatThrownBy(() -> db.sql(tampering).update())
          .rootCause()
          .hasMessageContaining("permission denied");
    }
  }

  private long person() {
    var id = people.add(account, "甲", false);
    people.putPassword(id, String.valueOf(hashes.encode(PASSWORD)));
    return id;
  }

  private static <T> List<T> together(int many, Callable<T> deed) throws Exception {
    var barrier = new CyclicBarrier(many);
    var done = new ArrayList<T>();
    try (var actors = Executors.newFixedThreadPool(many)) {
      var work = new ArrayList<Future<T>>();
      for (int i = 0; i < many; i++) {
        work.add(
            actors.submit(() -> {
              barrier.await(10, TimeUnit.SECONDS);
              return deed.call();
            }));
      }
      for (var each : work) {
        done.add(each.get(60, TimeUnit.SECONDS));
      }
    }
    return done;
  }
}
