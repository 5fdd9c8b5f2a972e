package cn.tongtu.identity.view;

import cn.tongtu.identity.Placed;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.view.Typed;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One person as an administrator sees it (人员详情页): what may be done depends on the administrator.
 */
public record PersonPage(
    long id,
    String name,
    String account,
    Optional<String> leftOn,
    boolean password,
    List<SeatRow> seats,
    String phone,
    String identity,
    Optional<Full> full,
    Optional<Waiting> waiting,
    Optional<String> link,
    Optional<Label> confirmedBy,
    List<Placed> orgs,
    List<Choice> roles,
    May may,
    String now,
    Typed typed) {
  public record SeatRow(
      long id, Label org, String first, String last, boolean now, List<Held> roles) {}

  public record Held(long id, Label label, String first, String last, boolean now) {}

  public record Choice(String id, Label label) {}

  /** Telephone and identity number in full, which the trail tells of. */
  public record Full(String phone, String identity) {}

  /** A password that waits for a second administrator. */
  public record Waiting(Instant setAt, String address, String issuedBy, boolean mine) {}

  /** What the reader's duty allows. */
  public record May(boolean keeps, boolean grants, boolean reissues) {}
}
