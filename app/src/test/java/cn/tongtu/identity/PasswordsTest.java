package cn.tongtu.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.identity.SignIn.Outcome;
import cn.tongtu.identity.SignIn.Proof;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Forbidden;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.Refusal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.crypto.password.PasswordEncoder;

/** An administrator tries to take over an account, and two at once confirm one. */
// A context, and so a database, of its own: organisations made here would keep the sample out.
@SpringBootTest(properties = "spring.application.name=identity")
class PasswordsTest {
  private static final Days ALWAYS = Days.from(LocalDate.of(2020, 1, 1));
  private static final String OLD = "每天修一公里路哦哦哦";
  private static final String NEW = "山路十八弯水路九连环";
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  @Autowired Staffing staffing;
  @Autowired Passwords passwords;
  @Autowired SetUp setUp;
  @Autowired SignIn signIn;
  @Autowired People people;
  @Autowired Seats seats;
  @Autowired Organisations organisations;
  @Autowired PasswordEncoder hashes;

  private final String address = "10.9.0." + NUMBERS.incrementAndGet();
  private Actor.Staff system = new Actor.Staff(0, "-", Optional.empty(), "");
  private Actor.Staff security = system;
  private Actor.Staff auditor = system;
  private Actor.Staff clerk = system;

  @BeforeEach
  void enter() {
    organisations.put(new Organisation("bureau", "某局", "A bureau"));
    system = holder("system");
    security = holder("security");
    auditor = holder("auditor");
    clerk = holder("clerk");
  }

  @Test
  void whoeverHandsOutALinkCannotTakeTheAccountOver() {
    var link = staffing.reissue(clerk.id(), security);
    var code = take(link.token());

    assertThat(signIn.attempt(clerk.name(), NEW, address))
        .as("what the security administrator set does not count")
        .isInstanceOf(Outcome.Wrong.class);
    assertThat(signIn.attempt(clerk.name(), OLD, address))
        .as("and the person's own password still does")
        .isInstanceOf(Outcome.Welcome.class);
    assertThatThrownBy(() -> passwords.confirm(clerk.id(), code, security))
        .isInstanceOf(Forbidden.class);
    assertThatThrownBy(() -> passwords.confirm(clerk.id(), code, clerk))
        .isInstanceOf(Forbidden.class);
    assertThatThrownBy(() -> passwords.confirm(clerk.id(), code, auditor))
        .isInstanceOf(Forbidden.class);
    // The system administrator asks the clerk, who knows of nothing and of no code.
    passwords.reject(clerk.id(), system);
    assertThat(signIn.attempt(clerk.name(), NEW, address)).isInstanceOf(Outcome.Wrong.class);
    assertThatThrownBy(() -> passwords.confirm(clerk.id(), code, system))
        .hasMessageContaining("没有待复核的口令");
  }

  @Test
  void theSecondAdministratorConfirmsWithTheCodeThatThePersonTells() {
    var code = take(staffing.reissue(clerk.id(), security).token());
    assertThatThrownBy(() -> passwords.confirm(clerk.id(), other(code), system))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("核对码不符");
    passwords.confirm(clerk.id(), code, system);

    assertThat(signIn.attempt(clerk.name(), NEW, address)).isInstanceOf(Outcome.Welcome.class);
    assertThat(signIn.attempt(clerk.name(), OLD, address)).isInstanceOf(Outcome.Wrong.class);
  }

  @Test
  void threeWrongCodesMakeItVoid() {
    var code = take(staffing.reissue(clerk.id(), security).token());
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> passwords.confirm(clerk.id(), other(code), system))
          .hasMessageContaining("核对码不符");
    }
    assertThatThrownBy(() -> passwords.confirm(clerk.id(), code, system))
        .hasMessageContaining("没有待复核的口令");
  }

  /** Whoever enters people cannot be them: the security administrator confirms. */
  @Test
  void aNewPersonsFirstPasswordWaitsToo() {
    var account = "new" + NUMBERS.incrementAndGet();
    var link = staffing.enter(account, "新人", system);
    var code = take(link.token());
    assertThat(signIn.attempt(account, NEW, address)).isInstanceOf(Outcome.Wrong.class);
    assertThatThrownBy(() -> passwords.confirm(link.person(), code, system))
        .isInstanceOf(Forbidden.class);
    passwords.confirm(link.person(), code, security);
    assertThat(signIn.attempt(account, NEW, address)).isInstanceOf(Outcome.Welcome.class);
  }

  /**
   * None of the three is reset by the other two of one's own choosing only: the auditor confirms.
   */
  @Test
  void administratorsAreConfirmedByTheAuditor() {
    var ofSystem = take(staffing.reissue(system.id(), security).token());
    assertThatThrownBy(() -> passwords.confirm(system.id(), ofSystem, system))
        .isInstanceOf(Forbidden.class);
    passwords.confirm(system.id(), ofSystem, auditor);

    assertThatThrownBy(() -> staffing.reissue(security.id(), security))
        .isInstanceOf(Forbidden.class);
    var ofSecurity = take(staffing.reissue(security.id(), system).token());
    passwords.confirm(security.id(), ofSecurity, auditor);
    assertThat(signIn.attempt(security.name(), NEW, address)).isInstanceOf(Outcome.Welcome.class);
  }

  @Test
  void aNewLinkVoidsWhatWaits() {
    var code = take(staffing.reissue(clerk.id(), security).token());
    var _ = staffing.reissue(clerk.id(), security);
    assertThatThrownBy(() -> passwords.confirm(clerk.id(), code, system))
        .hasMessageContaining("没有待复核的口令");
  }

  @Test
  void twoWhoConfirmAtOnceConfirmItOnce() throws Exception {
    var second = holder("system");
    for (int round = 0; round < 5; round++) {
      var code = take(staffing.reissue(clerk.id(), security).token());
      var barrier = new CyclicBarrier(2);
      var late = new AtomicInteger();
      try (var both = Executors.newFixedThreadPool(2)) {
        var work = new ArrayList<Future<?>>();
        for (var administrator : List.of(system, second)) {
          work.add(
              both.submit(() -> {
                barrier.await(10, TimeUnit.SECONDS);
                try {
                  passwords.confirm(clerk.id(), code, administrator);
                } catch (Refusal nothingWaits) {
                  late.incrementAndGet();
                }
                return null;
              }));
        }
        for (var each : work) {
          each.get(30, TimeUnit.SECONDS);
        }
      }
      assertThat(late).hasValue(1);
    }
  }

  @Test
  void onesOwnPasswordIsChangedByTheOldOneOnly() {
    assertThat(signIn.prove(clerk.name(), "猜一猜猜一猜猜一猜", address)).isInstanceOf(Proof.Wrong.class);
    var proof = (Proof.Right) signIn.prove(clerk.name(), OLD, address);
    assertThatThrownBy(
            () -> passwords.change(proof.person(), proof.hash(), "1234567890", "here", clerk))
        .hasMessageContaining("太容易猜");
    passwords.change(proof.person(), proof.hash(), NEW, "here", clerk);
    assertThat(signIn.attempt(clerk.name(), NEW, address)).isInstanceOf(Outcome.Welcome.class);
    assertThatThrownBy(
            () -> passwords.change(proof.person(), proof.hash(), "另外一句好记的话呀呀", "here", clerk))
        .as("what was proven before the change proves nothing after it")
        .hasMessageContaining("刚被改过");
  }

  @Test
  void aLinkThatWasUsedIsUsed() {
    var token = staffing.reissue(clerk.id(), security).token();
    var _ = take(token);
    assertThatThrownBy(() -> take(token)).isInstanceOf(NotFound.class);
  }

  private String take(String token) {
    return setUp
        .take(token, new SetUp.Filled("", "", "", NEW), address)
        .map(SetUp.Awaiting::code)
        .orElseThrow();
  }

  private static String other(String code) {
    return code.equals("000000") ? "111111" : "000000";
  }

  private Actor.Staff holder(String role) {
    var name = role + "p" + NUMBERS.incrementAndGet();
    var person = people.add(name, name + "某", false);
    people.putPassword(person, String.valueOf(hashes.encode(OLD)));
    seats.addRole(seats.add(person, "bureau", ALWAYS), role, ALWAYS);
    return new Actor.Staff(person, name, Optional.empty(), address);
  }
}
