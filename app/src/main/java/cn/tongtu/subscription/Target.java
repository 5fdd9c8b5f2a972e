package cn.tongtu.subscription;

import java.util.Set;

/**
 * Another system that is told of what happens (推送目标).
 *
 * @param secret by which what is sent is signed; empty for none
 * @param registers of which it is told; none for all
 */
record Target(
    long id, String name, Kind kind, String address, String secret, Set<String> registers) {
  /** How it wants to be told. */
  enum Kind {
    DINGTALK,
    WECOM,
    URL
  }

  /**
   * Without what would let others send there: the path and query of a robot's address are its key.
   */
  String shown() {
    return address.replaceFirst("(?<=://[^/?#]{1,200})[/?#].*", "/…");
  }
}
