package cn.tongtu.identity.view;

import cn.tongtu.identity.Organisation;
import cn.tongtu.shared.Label;
import java.util.List;
import java.util.Optional;

/** People with their seats and roles (人员页); {@code grants} is the security administrator's view. */
public record StaffingPage(
    List<Row> people,
    List<Organisation> orgs,
    List<Choice> roles,
    boolean grants,
    Optional<String> link) {
  public record Row(long id, String name, String account, boolean works, List<SeatRow> seats) {}

  public record SeatRow(long id, String org, List<Held> roles) {}

  public record Held(long id, Label label) {}

  public record Choice(String id, Label label) {}
}
