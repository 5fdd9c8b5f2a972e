package cn.tongtu.identity;

import cn.tongtu.shared.Refusal;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Which organisation stood below which, and when (组织沿革). */
record OrganisationTree(List<Placing> placings) {
  static final OrganisationTree EMPTY = new OrganisationTree(List.of());

  /** An organisation stands below its parent for some days (隶属). */
  record Placing(String org, String parent, Days days) {}

  Optional<String> parent(String org, LocalDate day) {
    return placings.stream()
        .filter(placing -> placing.org.equals(org) && placing.days.include(day))
        .map(Placing::parent)
        .findFirst();
  }

  /** What stands directly below an organisation on some day from this one on. */
  List<String> below(String org, LocalDate from) {
    return placings.stream()
        .filter(placing -> placing.parent.equals(org))
        .filter(placing -> placing.days.last().map(last -> !last.isBefore(from)).orElse(true))
        .filter(placing -> placing.days.ever())
        .map(Placing::org)
        .distinct()
        .toList();
  }

  /** Whether it is this one or stands anywhere below it on that day. */
  boolean within(String org, String above, LocalDate day) {
    var seen = new HashSet<String>();
    var at = Optional.of(org);
    while (at.isPresent() && seen.add(at.get())) {
      if (at.get().equals(above)) {
        return true;
      }
      at = parent(at.get(), day);
    }
    return false;
  }

  /**
   * @throws Refusal when this placing would hang an organisation below itself on any day to come
   */
  void check(Placing added) {
    for (var placing : placings) {
      Refusal.unless(
          !placing.org.equals(added.org) || !placing.days.overlap(added.days),
          "这段时间已隶属于 " + placing.parent,
          "it stands below " + placing.parent + " in that time already");
    }
    // The tree changes on first days only, so these are the days to look at.
    for (var placing : placings) {
      var day =
          placing.days.first().isAfter(added.days.first())
              ? placing.days.first()
              : added.days.first();
      refuseCircle(added, day);
    }
    refuseCircle(added, added.days.first());
  }

  private void refuseCircle(Placing added, LocalDate day) {
    Refusal.unless(
        !added.days.include(day) || !within(added.parent, added.org, day),
        added.parent + " 是它自己或它的下属单位",
        added.parent + " is it or stands below it");
  }
}
