package cn.tongtu.obligation;

import cn.tongtu.ledger.Movement;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * That one thing owes something for one period (应做事项).
 *
 * @param matches what a record must hold to be about this thing
 * @param counted whether the ledger holds it: from its due day on, or once it is met
 * @param actor who said that there was nothing, or excused it
 */
record Expectation(
    long id,
    String register,
    String rule,
    String thing,
    String matches,
    String org,
    String name,
    String period,
    String label,
    String english,
    LocalDate first,
    LocalDate last,
    LocalDate due,
    LocalDate closes,
    State state,
    Optional<Long> record,
    Optional<LocalDate> done,
    boolean counted,
    Optional<Long> person,
    String actor,
    String why) {
  /** The kind of these as records of the ledger. */
  static final String KIND = "obligation";

  /** How it stands (完成情况). */
  enum State {
    /** 应做: not yet done, or missed. */
    OWED,
    /** 按期完成. */
    MET,
    /** 补做, recorded after it was closed. */
    LATE,
    /** 零报告. */
    NIL,
    /** 免做, by who may. */
    EXCUSED,
    /** 不再适用: what owed it does no longer. */
    RELEASED
  }

  boolean missed(LocalDate today) {
    return state == State.OWED && closes.isBefore(today);
  }

  /**
   * What the ledger should hold: what was owed, and that it was met, both on the day it was due.
   */
  List<Movement> movements(Requirement requirement) {
    var movements = new ArrayList<Movement>();
    var owes =
        switch (state) {
          case OWED, MET, LATE, NIL -> counted;
          case EXCUSED, RELEASED -> false;
        };
    var met =
        switch (state) {
          case MET, LATE, NIL -> true;
          case OWED, EXCUSED, RELEASED -> false;
        };
    if (owes) {
      requirement.owed().ifPresent(measure -> movements.add(one(measure)));
    }
    if (owes && met) {
      requirement.met().ifPresent(measure -> movements.add(one(measure)));
    }
    return movements;
  }

  private Movement one(String measure) {
    return Movement.of(measure, due, org, Optional.empty(), Map.of(), BigDecimal.ONE);
  }
}
