package cn.tongtu.identity;

import java.util.List;

/** A person in an organisation for some days (任职), with the roles held in it. */
record Seat(long id, long person, String personName, String org, Days days, List<HeldRole> roles) {
  /** A role held for some days (授权). */
  record HeldRole(long id, String role, Days days) {}
}
