package cn.tongtu.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.identity.OrganisationTree.Placing;
import cn.tongtu.identity.Seat.HeldRole;
import cn.tongtu.pack.Packs;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.StartupProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may do what on which day, without a database. */
class PowersTest {
  private static final LocalDate MARCH = LocalDate.of(2025, 3, 1);
  private static final LocalDate JUNE = LocalDate.of(2025, 6, 1);
  private static final LocalDate SEPTEMBER = LocalDate.of(2025, 9, 1);

  private final Roles roles = new Roles(Packs.builtIn());
  private final OrganisationTree tree =
      new OrganisationTree(
          List.of(
              new Placing("section", "centre", Days.from(MARCH)),
              new Placing("centre", "bureau", between(MARCH, JUNE)),
              new Placing("centre", "other", Days.from(JUNE.plusDays(1)))));

  @Test
  void aRoleReachesItsOrganisationAndThoseBelowOnTheDay() {
    var clerk = person(seat("bureau", Days.from(MARCH), "clerk", Days.from(MARCH)));

    assertThat(clerk.may("invest.correct", "bureau", JUNE)).isPresent();
    assertThat(clerk.may("invest.correct", "section", JUNE)).isPresent();
    assertThat(clerk.may("invest.correct", "section", SEPTEMBER))
        .as("the centre has moved to another authority")
        .isEmpty();
    assertThat(clerk.may("invest.correct", "other", JUNE)).isEmpty();
    assertThat(clerk.may("audit.read", "bureau", JUNE)).isEmpty();
  }

  @Test
  void aPastDayIsAnsweredAsItWas() {
    var former = person(seat("bureau", between(MARCH, JUNE), "clerk", Days.from(JUNE)));

    assertThat(former.may("invest.correct", "bureau", MARCH)).as("no role yet").isEmpty();
    assertThat(former.may("invest.correct", "bureau", JUNE))
        .get()
        .satisfies(way ->
            assertThat(way.words("invest.correct").chinese())
                .isEqualTo("任职于 bureau，角色“经办”，范围：本单位及下属"));
    assertThat(former.may("invest.correct", "bureau", JUNE.plusDays(1))).isEmpty();
  }

  @Test
  void aDelegateActsForTheSeatWhileItLasts() {
    var given =
        new Delegation(
            1,
            seat("bureau", Days.from(MARCH), "clerk", Days.from(MARCH)),
            2,
            "乙",
            between(JUNE, JUNE),
            "出差");
    var delegate = powers(List.of(), List.of(given));

    assertThat(delegate.may("invest.correct", "bureau", JUNE))
        .get()
        .satisfies(way -> assertThat(way.words("invest.correct").chinese()).startsWith("代理甲"));
    assertThat(delegate.may("invest.correct", "bureau", JUNE.plusDays(1))).isEmpty();
  }

  @Test
  void separatedDutiesAreNeitherDelegatedNorJoinedByDelegation() {
    var audit = seat("bureau", Days.from(MARCH), "auditor", Days.from(MARCH));
    var clerk = seat("bureau", Days.from(MARCH), "clerk", Days.from(MARCH));

    assertThat(powers(List.of(), List.of(delegated(audit))).may("audit.read", "bureau", JUNE))
        .isEmpty();
    assertThat(
            powers(List.of(audit), List.of(delegated(clerk))).may("invest.correct", "bureau", JUNE))
        .isEmpty();
  }

  @Test
  void oneWhoHasLeftMayNothing() {
    var seat = seat("bureau", Days.from(MARCH), "clerk", Days.from(MARCH));
    var left =
        new Powers(
            new Person(1, "a", "甲", false, Optional.empty(), Optional.of(JUNE)),
            List.of(seat),
            List.of(),
            tree,
            roles::find);

    assertThat(left.may("invest.correct", "bureau", JUNE.minusDays(1))).isPresent();
    assertThat(left.may("invest.correct", "bureau", JUNE)).isEmpty();
  }

  @Test
  void anOrganisationStandsNeverBelowItselfNorTwiceAtOnce() {
    assertThatThrownBy(() -> tree.check(new Placing("bureau", "section", Days.from(MARCH))))
        .isInstanceOf(Refusal.class);
    assertThatThrownBy(
            () -> tree.check(new Placing("bureau", "section", Days.from(LocalDate.EPOCH))))
        .as("from before the others began")
        .isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> tree.check(new Placing("section", "bureau", Days.from(JUNE))))
        .hasMessageContaining("已隶属于 centre");
    tree.check(new Placing("bureau", "section", Days.from(SEPTEMBER)));
  }

  @Test
  void aRoleOfACountysOwnIsCheckedWithFileAndLine(@TempDir Path folder) throws IOException {
    Files.createDirectory(folder.resolve("roles"));
    Files.writeString(
        folder.resolve("roles/own.yaml"),
        """
        roles:
          chief:
            label: 股长
            english: Chief
            may:
              invest.corect: below
          both:
            label: 兼任
            english: Both
            may:
              audit.read: all
              role.grant: all
        """);

    assertThatThrownBy(() -> new Roles(Packs.builtInAnd(folder)))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining("own.yaml:6: 没有操作 invest.corect，是否为 invest.correct？")
        .hasMessageContaining("own.yaml:12: 一个角色不能兼有 AUDIT 与 SECURITY 的操作");
  }

  private static Delegation delegated(Seat seat) {
    return new Delegation(1, seat, 2, "乙", Days.from(MARCH), "出差");
  }

  private Powers person(Seat seat) {
    return powers(List.of(seat), List.of());
  }

  private Powers powers(List<Seat> seats, List<Delegation> delegations) {
    return new Powers(
        new Person(2, "b", "乙", false, Optional.empty(), Optional.empty()),
        seats,
        delegations,
        tree,
        roles::find);
  }

  private static Seat seat(String org, Days days, String role, Days held) {
    return new Seat(1, 1, "甲", org, days, List.of(new HeldRole(1, role, held)));
  }

  private static Days between(LocalDate first, LocalDate last) {
    return new Days(first, Optional.of(last));
  }
}
