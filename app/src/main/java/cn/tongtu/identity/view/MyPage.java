package cn.tongtu.identity.view;

import cn.tongtu.shared.Label;
import cn.tongtu.shared.view.Typed;
import java.time.Instant;
import java.util.List;

/** The page of one who is signed in (我的): what one may do, for whom, and where one is signed in. */
public record MyPage(
    String name,
    String account,
    List<Label> powers,
    Doors doors,
    List<Given> given,
    List<Given> received,
    List<Choice> delegable,
    List<cn.tongtu.shared.view.Choice> delegates,
    List<Session> sessions,
    int mostSessions,
    boolean password,
    String now,
    Typed typed) {
  /** Which administrators' pages are open. */
  public record Doors(boolean audit, boolean people, boolean powers) {}

  public record Given(
      long id, String who, String org, String first, String last, String why, boolean open) {}

  public record Choice(long id, String label) {}

  public record Session(
      String handle, Instant since, Instant last, String address, String agent, boolean here) {}
}
