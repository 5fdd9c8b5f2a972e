package cn.tongtu.portfolio;

import cn.tongtu.ledger.Movement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A milestone of a project (节点): due on a day, done on a day, either may still be open. */
record Milestone(
    long id, String kind, Optional<LocalDate> dueOn, Optional<LocalDate> doneOn, boolean invented) {
  private static final Set<String> SETS_OUT = Set.of("开工", "复工");
  private static final String HANDED_OVER = "交付";

  List<Movement> movements(Project project) {
    var movements = new ArrayList<Movement>();
    dueOn.ifPresent(day -> {
      var members = new HashMap<>(project.membersOn(day));
      members.put("kind", kind);
      movements.add(project.movement("milestone.due", day, members, 1));
    });
    doneOn.ifPresent(day -> {
      var members = new HashMap<>(project.membersOn(day));
      members.put("kind", kind);
      members.put("early", dueOn.filter(day::isBefore).isPresent() ? "是" : "否");
      movements.add(project.movement("milestone.done", day, members, 1));
      if (SETS_OUT.contains(kind)) {
        movements.add(project.movement("project.under_way", day, project.membersOn(day), 1));
      } else if (kind.equals(HANDED_OVER)) {
        movements.add(project.movement("project.under_way", day, project.membersOn(day), -1));
      }
    });
    return movements;
  }
}
