package cn.tongtu.identity;

/** Somebody lets another act for one of their seats for a time (代理). */
record Delegation(long id, Seat seat, long delegate, String delegateName, Days days, String why) {}
