package cn.tongtu.obligation;

import cn.tongtu.engine.calendar.Obligation;
import cn.tongtu.identity.Organisation;
import cn.tongtu.register.Condition;
import cn.tongtu.register.Register;
import cn.tongtu.shared.Label;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/**
 * What each of some things owes each period (周期要求), as a register declares it.
 *
 * @param match the field of a record that says about which thing it is
 * @param day the field with the day, which must lie in the period
 * @param when what else must hold of a record that meets it
 * @param nil who may say that there was nothing (零报告); empty when something must be there
 * @param excuse who may excuse it
 * @param owed the measure that counts what was owed
 * @param met the measure that counts what was met
 */
record Requirement(
    Register register,
    String id,
    Label label,
    Each each,
    Obligation obligation,
    Optional<LocalDate> from,
    String match,
    String day,
    Optional<Condition> when,
    Optional<String> nil,
    String excuse,
    Optional<String> owed,
    Optional<String> met) {
  static final String PATH = "/obligations";

  /** Who or what owes it (应做主体). */
  sealed interface Each {
    /** Organisations of some kinds. */
    record Organisations(Set<Organisation.Kind> kinds) implements Each {}

    /**
     * Records of another register.
     *
     * @param by the field of such a record that is found in {@code match}; else it is referred to
     */
    record Records(Register of, Optional<Condition> where, String by) implements Each {}

    /** Everybody who may do something. */
    record People(String action) implements Each {}
  }

  String href() {
    return PATH + "/" + register.id() + "/" + id;
  }
}
