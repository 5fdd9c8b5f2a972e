package cn.tongtu.closing;

import cn.tongtu.closing.ClosingEvent.Step;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Refusal;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/**
 * An organisation's books for one month (月度账), and what may be done about closing them. Months are
 * closed one after the other; the first that an organisation ever closes takes all before it along.
 *
 * @param closedThrough the last closed month
 * @param events of this month, in order
 * @param openBelow organisations below that keep records and have not closed this month, by name;
 *     where it is closed already, also those that keep none: they came below it afterwards, and
 *     what they post is not bound by its closing
 */
record Books(
    String org,
    YearMonth month,
    Optional<YearMonth> closedThrough,
    List<ClosingEvent> events,
    List<String> openBelow) {
  Books {
    events = List.copyOf(events);
    openBelow = List.copyOf(openBelow);
  }

  /** How far a month has come (关账状态). */
  enum State {
    OPEN,
    PROPOSED,
    RETURNED,
    CLOSED
  }

  State state() {
    if (closedThrough.filter(last -> !last.isBefore(month)).isPresent()) {
      return State.CLOSED;
    }
    return last()
        .map(event ->
            switch (event.step()) {
              case PROPOSED -> State.PROPOSED;
              case RETURNED -> State.RETURNED;
              case SIGNED -> State.CLOSED;
            })
        .orElse(State.OPEN);
  }

  private Optional<ClosingEvent> last() {
    return events.isEmpty() ? Optional.empty() : Optional.of(events.getLast());
  }

  /** The month that may be proposed next; any past one where nothing was ever closed. */
  boolean isNext() {
    return closedThrough.map(last -> last.plusMonths(1).equals(month)).orElse(true);
  }

  /**
   * @throws Refusal when this month may not be proposed for closing (提请关账)
   */
  void checkProposal(YearMonth now) {
    Refusal.unless(
        month.isBefore(now), "%s还没有结束，不能关账".formatted(name()), month + " is not over yet");
    Refusal.unless(state() != State.CLOSED, name() + "已经关账", month + " is closed already");
    Refusal.unless(
        state() != State.PROPOSED, name() + "已经提请关账，等待签批", month + " is proposed already");
    checkOrder();
  }

  /**
   * @throws Refusal when this actor may not sign it off (签批)
   */
  void checkSignOff(Actor actor) {
    checkDecision();
    Refusal.unless(
        !proposedBy(actor),
        "提请关账和签批须由两人分别办理：请另一位有权签批的人办理",
        "whoever proposed it does not sign it off");
    checkOrder();
  }

  /**
   * @throws Refusal when there is nothing to send back (退回)
   */
  void checkReturn(String why) {
    checkDecision();
    Refusal.unless(!why.isBlank(), "请写明退回原因", "say why it is sent back");
  }

  private void checkDecision() {
    Refusal.unless(
        state() == State.PROPOSED,
        name() + (state() == State.CLOSED ? "已经关账" : "尚未提请关账"),
        month + (state() == State.CLOSED ? " is closed already" : " is not proposed"));
  }

  private void checkOrder() {
    Refusal.unless(
        isNext(),
        closedThrough.map(last -> "须按月依次关账：先关 " + label(last.plusMonths(1))).orElse(""),
        "the month before is not closed");
    Refusal.unless(
        openBelow.isEmpty(),
        "须自下而上关账：下属单位 %s 尚未关 %s".formatted(String.join("、", openBelow), label(month)),
        "not closed below: " + String.join(", ", openBelow));
  }

  boolean proposedBy(Actor actor) {
    return last()
        .filter(event -> event.step() == Step.PROPOSED)
        .filter(event ->
            event.person() == actor.person().orElse(ClosingEvent.NOBODY)
                && event.actor().equals(actor.name()))
        .isPresent();
  }

  private String name() {
    return label(month);
  }

  static Label both(YearMonth month) {
    return new Label(label(month), month.toString());
  }

  static String label(YearMonth month) {
    return "%d年%d月".formatted(month.getYear(), month.getMonthValue());
  }
}
