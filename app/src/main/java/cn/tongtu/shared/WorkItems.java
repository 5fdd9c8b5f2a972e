package cn.tongtu.shared;

import java.time.LocalDate;
import java.util.List;

/** Whoever has work for people (待办来源); the page of today gathers it and does not know from whom. */
public interface WorkItems {
  /** What waits for this person on a day; empty when there is nothing. */
  List<WorkItem> of(Actor.Staff person, LocalDate today);

  /** What is late in this person's scope and waits for others; leaders and reviewers look there. */
  default List<WorkItem> late(Actor.Staff person, LocalDate today) {
    return List.of();
  }
}
