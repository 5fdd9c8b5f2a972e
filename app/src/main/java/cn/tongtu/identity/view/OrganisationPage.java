package cn.tongtu.identity.view;

import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Placed;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.view.Typed;
import java.util.List;
import java.util.Optional;

/** One organisation with its history and its people (单位详情页). */
public record OrganisationPage(
    Organisation organisation,
    Optional<Organisation> parent,
    Optional<String> last,
    List<Event> history,
    List<Member> people,
    List<Placed> open,
    String now,
    boolean keeps,
    Typed typed) {
  public record Event(String day, Label what) {}

  public record Member(long person, String name, List<Label> roles, String since) {}
}
