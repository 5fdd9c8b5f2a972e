package cn.tongtu.identity;

import java.time.LocalDate;
import java.util.Optional;

/** A person (人员) with the account one signs in by. */
record Person(
    long id,
    String account,
    String name,
    boolean demo,
    Optional<String> password,
    Optional<LocalDate> leftOn) {
  boolean worksOn(LocalDate day) {
    return leftOn.map(day::isBefore).orElse(true);
  }
}
