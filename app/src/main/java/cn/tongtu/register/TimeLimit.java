package cn.tongtu.register;

import cn.tongtu.engine.calendar.Deadline.Length;
import cn.tongtu.engine.calendar.WorkCalendar;
import cn.tongtu.shared.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How long the work on a record may take (办理期限), from one move to others.
 *
 * @param stops moves with which it is over; so it is where the record ends
 * @param by the choice on which the length depends; none for always the same
 * @param lengths by the choice's words, or under the empty word
 * @param fills the field with the day on which it is due; nobody types it
 */
record TimeLimit(
    String id,
    String start,
    Set<String> stops,
    Optional<String> by,
    Map<String, Length> lengths,
    WorkCalendar calendar,
    String fills,
    Optional<Pausing> pausing,
    Optional<Extending> extending,
    List<Call> calls) {
  private static final int SOON = 3;

  /**
   * Where its time does not count (暂停计时).
   *
   * @param most all its pauses together; what goes beyond counts
   */
  record Pausing(Set<String> states, Optional<Length> most) {}

  /** By how much it may be extended once, and who may do that (延期). */
  record Extending(Length by, String may) {}

  /**
   * That people are told (提醒、催办).
   *
   * @param offset working days after the day on which it is due; negative before it
   * @param to fields with people, and actions whose holders are told
   */
  record Call(int offset, Set<String> to, boolean escalates) {}

  /**
   * @throws Refusal when what it depends on is not filled
   */
  Length length(Register register, Entry entry) {
    if (by.isEmpty()) {
      return lengths.values().iterator().next();
    }
    var length = lengths.get(String.valueOf(entry.values().get(by.get())));
    if (length == null) {
      var label = register.field(by.get()).label();
      throw new Refusal(
          "请先填写" + label.chinese() + "，期限按它计算",
          "fill in " + label.english() + " first: the time limit depends on it");
    }
    return length;
  }

  boolean pausesIn(String state) {
    return pausing.filter(pauses -> pauses.states.contains(state)).isPresent();
  }

  /** How many working days before it is due it is soon due: from its first reminder on. */
  int soon() {
    return calls.stream()
        .mapToInt(call -> -call.offset)
        .filter(days -> days > 0)
        .max()
        .orElse(SOON);
  }
}
