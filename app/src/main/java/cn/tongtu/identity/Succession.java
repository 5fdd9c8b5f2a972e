package cn.tongtu.identity;

import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.Words;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps the three administrators' duties from falling vacant (三员不空缺): none of the three can appoint
 * another of its own, so a duty that nobody holds could only be given again by the database's
 * owner.
 */
@Component
class Succession {
  private final Permissions permissions;
  private final Roles roles;
  private final JdbcClient db;
  private final boolean singleSignOn;
  private final Clock clock = Clock.system(Words.CHINA);

  Succession(Permissions permissions, Roles roles, JdbcClient db, Environment settings) {
    this.permissions = permissions;
    this.roles = roles;
    this.db = db;
    this.singleSignOn = settings.containsProperty("tongtu.oidc.issuer");
  }

  /**
   * The first lock of every deed that takes something from somebody: of two who dismiss each other
   * at once, the later one sees that the earlier is alone by now.
   */
  void lock() {
    db.sql("select pg_advisory_xact_lock(hashtextextended('identity.succession', 0))")
        .query(_ -> {});
  }

  /**
   * Called with what a person held before, after it was taken.
   *
   * @throws Refusal when one of the three is now held by nobody who can sign in
   */
  void check(Collection<Duty> before) {
    var held =
        permissions.everyone(LocalDate.now(clock)).stream()
            .filter(power -> canSignIn(power.person()))
            .map(power -> power.way().role().duty())
            .toList();
    for (var duty : before) {
      if (duty != Duty.BUSINESS && !held.contains(duty)) {
        var label = roles.of(duty).orElseThrow().label();
        throw new Refusal(
            "这是最后一位在岗且能登录的" + label.chinese() + "。请先任命继任者，待其设好口令并经复核，再办理此事",
            "this is the last "
                + label.english()
                + " who can sign in; appoint another first, whose password is set and confirmed");
      }
    }
  }

  private boolean canSignIn(Person person) {
    return singleSignOn || person.demo() || person.password().isPresent();
  }
}
