package cn.tongtu.identity;

import cn.tongtu.identity.Powers.Way;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Forbidden;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Words;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who may do what, and could on any day before (权限判定). */
@Service
public class Permissions {
  private final People people;
  private final Roles roles;
  private final Clock clock = Clock.system(Words.CHINA);

  Permissions(People people, Roles roles) {
    this.people = people;
    this.roles = roles;
  }

  /** Whether a person may act over an organisation on a day, and by what, in words. */
  public record Answer(boolean allowed, Label why) {}

  @Transactional(readOnly = true)
  public Answer may(long person, String action, String org, LocalDate day) {
    var powers = people.powers(person);
    return powers
        .may(action, org, day)
        .map(way -> new Answer(true, way.words(action)))
        .orElseGet(() -> new Answer(false, refused(powers.person().name(), action, org)));
  }

  /**
   * Called by a use case before it writes, in its transaction: a seat that somebody ends at the
   * same moment ends before this or after the deed, never in between.
   *
   * @return the actor in the seat by which it is allowed; a part of the product that acts by itself
   *     is let through
   * @throws Forbidden when it is not
   */
  @Transactional
  public Actor require(Actor actor, String action, String org) {
    if (actor.person().isEmpty()) {
      return actor;
    }
    var person = actor.person().get();
    people.share(
        Stream.concat(
                Stream.of(person),
                people.delegationsTo(person).stream().map(given -> given.seat().person()))
            .toList());
    return people
        .powers(person)
        .may(action, org, LocalDate.now(clock))
        .map(Way::seat)
        .map(seat -> actor.in(seat.id()))
        .orElseThrow(() -> {
          var why = refused(actor.name(), action, org);
          return new Forbidden(actor, action, org, why.chinese(), why.english());
        });
  }

  /** Whether there is any organisation over which this person may do it today; for menus. */
  @Transactional(readOnly = true)
  public boolean anywhere(long person, String action) {
    return people
        .find(person)
        .map(_ -> people.powers(person).ways(LocalDate.now(clock)))
        .orElseGet(Stream::empty)
        .anyMatch(way -> way.role().may().containsKey(action));
  }

  /** Everything a person may do on a day, in words. */
  @Transactional(readOnly = true)
  public java.util.List<Label> all(long person, LocalDate day) {
    return people
        .powers(person)
        .ways(day)
        .flatMap(way ->
            way.role().may().keySet().stream()
                .map(action -> {
                  var by = way.words(action);
                  var what = roles.action(action);
                  return new Label(
                      what.chinese() + "：" + by.chinese(), what.english() + ": " + by.english());
                }))
        .toList();
  }

  private Label refused(String name, String action, String org) {
    var what = roles.action(action);
    var over = Optional.of(org).filter(code -> !code.isEmpty());
    return new Label(
        name
            + " 当前的任职、角色和代理都不含“"
            + what.chinese()
            + "”"
            + over.map(code -> "（单位 " + code + "）").orElse("")
            + "。需要时请找安全管理员授权",
        name
            + " has no seat, role or delegation that allows “"
            + what.english()
            + "”"
            + over.map(code -> " over " + code).orElse("")
            + ". Ask the security administrator");
  }
}
