package cn.tongtu.identity;

import cn.tongtu.shared.Label;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * All that a person may do, and could do on any day before (权限): own seats with their roles, and
 * seats that others delegated.
 */
record Powers(
    Person person,
    List<Seat> seats,
    List<Delegation> delegations,
    OrganisationTree tree,
    Function<String, Optional<Role>> roles) {

  /** By which seat, role and delegation something is allowed (依据). */
  record Way(Seat seat, Role role, Optional<Delegation> delegation) {
    Label words(String action) {
      return words(action, seat.org());
    }

    Label words(String action, String org) {
      var scope = Objects.requireNonNull(role.may().get(action));
      var by = delegation.map(given -> "代理" + given.seat().personName() + "，").orElse("");
      var forWhom =
          delegation.map(given -> "acting for " + given.seat().personName() + ", ").orElse("");
      return new Label(
          by + "任职于 " + org + "，角色“" + role.label().chinese() + "”，范围：" + scope.label(),
          forWhom
              + "seat in "
              + org
              + ", role "
              + role.label().english()
              + ", over "
              + scope.english());
    }
  }

  /** The first way that is open, the person's own before delegated ones. */
  Optional<Way> may(String action, String org, LocalDate day) {
    return ways(day).filter(way -> reaches(way, action, org, tree, day)).findFirst();
  }

  static boolean reaches(Way way, String action, String org, OrganisationTree tree, LocalDate day) {
    var scope = way.role.may().get(action);
    if (scope == null) {
      return false;
    }
    return switch (scope) {
      case OWN -> way.seat.org().equals(org);
      case BELOW -> tree.within(org, way.seat.org(), day);
      case ALL -> true;
    };
  }

  /** Every seat and role in force on a day. */
  Stream<Way> ways(LocalDate day) {
    if (!person.worksOn(day)) {
      return Stream.empty();
    }
    // Duties that are kept apart are not delegated, and their holders take on no other's work.
    return holdsSeparatedDuty(day)
        ? own(day)
        : Stream.concat(
            own(day),
            delegations.stream()
                .filter(given -> given.days().include(day))
                .flatMap(given -> held(given.seat(), day, Optional.of(given)))
                .filter(way -> way.role.duty() == Duty.BUSINESS));
  }

  private boolean holdsSeparatedDuty(LocalDate day) {
    return own(day).anyMatch(way -> way.role.duty() != Duty.BUSINESS);
  }

  private Stream<Way> own(LocalDate day) {
    return seats.stream().flatMap(seat -> held(seat, day, Optional.empty()));
  }

  private Stream<Way> held(Seat seat, LocalDate day, Optional<Delegation> delegation) {
    return seat.days().include(day)
        ? seat.roles().stream()
            .filter(role -> role.days().include(day))
            .flatMap(role -> roles.apply(role.role()).stream())
            .map(role -> new Way(seat, role, delegation))
        : Stream.empty();
  }

  /** The duties of the person's own roles that are in force on any of these days. */
  Stream<Duty> duties(Days days) {
    return seats.stream()
        .filter(seat -> seat.days().overlap(days))
        .flatMap(seat -> seat.roles().stream())
        .filter(role -> role.days().overlap(days))
        .flatMap(role -> roles.apply(role.role()).stream())
        .map(Role::duty);
  }
}
