package cn.tongtu.register;

import cn.tongtu.shared.Label;
import java.util.ArrayList;
import java.util.List;

/** What publishing the present definitions would change against what the database holds (发布计划). */
record Plan(List<Change> changes) {
  Plan {
    changes = List.copyOf(changes);
  }

  boolean nothing() {
    return changes.isEmpty();
  }

  /** Whether it is done at start-up without anybody's word. */
  boolean free() {
    return changes.stream().allMatch(Change::free);
  }

  List<Change> refused() {
    return changes.stream().filter(change -> change.refusal().isPresent()).toList();
  }

  /** What asks for somebody's word. */
  List<Change> stated() {
    return changes.stream().filter(change -> !change.free()).toList();
  }

  List<Change> of(String register) {
    return changes.stream().filter(change -> change.register().equals(register)).toList();
  }

  List<String> registers() {
    return changes.stream().map(Change::register).distinct().toList();
  }

  /** As it is read on a screen: a line a register, and under it a line a change. */
  static List<Label> told(List<Change> changes) {
    var lines = new ArrayList<Label>();
    for (var register : new Plan(changes).registers()) {
      lines.add(new Label("台账 " + register, "register " + register));
      for (var change : new Plan(changes).of(register)) {
        var told = change.told();
        lines.add(new Label("  " + told.chinese(), "  " + told.english()));
      }
    }
    return lines;
  }
}
