package cn.tongtu.closing.view;

import cn.tongtu.closing.ClosingEvent;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.view.Typed;
import java.util.List;
import java.util.Optional;

/** One month of an organisation: what was done about closing it, and what may be done (关账办理). */
public record MonthPage(
    String org,
    Label name,
    String month,
    Label label,
    String state,
    List<ClosingEvent> events,
    List<String> openBelow,
    boolean mayPropose,
    boolean maySign,
    Optional<Label> hindered,
    long postedSince,
    long revisions,
    Typed typed) {
  public static final String FORM = "closing";
}
