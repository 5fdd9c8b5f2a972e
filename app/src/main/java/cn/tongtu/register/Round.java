package cn.tongtu.register;

import java.time.LocalDate;

/**
 * What is looked through again and again (巡检): each of its deeds is a transaction of its own and
 * done once, however often and on however many servers it is looked through.
 */
public interface Round {
  void look(LocalDate today);
}
