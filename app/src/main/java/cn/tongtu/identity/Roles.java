package cn.tongtu.identity;

import cn.tongtu.pack.PackNode;
import cn.tongtu.pack.Packs;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Nearest;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.StartupProblem;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * The roles and actions that the packs declare (角色目录); a county's own declaration of a role takes
 * the place of the built-in one.
 */
@Component
class Roles {
  private final Map<String, Label> actions = new LinkedHashMap<>();
  private final Map<String, Role> roles = new LinkedHashMap<>();

  Roles(Packs packs) {
    packs.read("actions", "actions", this::action);
    packs.read("roles", "roles", this::role);
    for (var duty : Duty.values()) {
      if (duty != Duty.BUSINESS && of(duty).isEmpty()) {
        throw new StartupProblem(
            "配置包中没有职责为 " + duty + " 的角色", "The packs declare no role of the duty " + duty);
      }
    }
  }

  private void action(String id, PackNode entry) {
    entry.only("label", "english");
    actions.put(id, new Label(entry.text("label"), entry.text("english")));
  }

  private void role(String id, PackNode entry) {
    entry.only("label", "english", "may");
    var may = new LinkedHashMap<String, Scope>();
    Optional<Duty> duty = Optional.empty();
    for (var permission : entry.get("may").fields().entrySet()) {
      var action = permission.getKey();
      var node = permission.getValue();
      if (!actions.containsKey(action)) {
        throw node.problem(
            "没有操作 "
                + action
                + Nearest.to(action, actions.keySet()).map(m -> "，是否为 " + m + "？").orElse(""),
            "no such action: " + action);
      }
      if (duty.isPresent() && duty.get() != Duty.of(action)) {
        throw node.problem(
            "一个角色不能兼有 " + duty.get() + " 与 " + Duty.of(action) + " 的操作：" + action,
            "a role may not join " + duty.get() + " and " + Duty.of(action) + ": " + action);
      }
      duty = Optional.of(Duty.of(action));
      may.put(
          action, Scope.valueOf(node.word(Set.of("own", "below", "all")).toUpperCase(Locale.ROOT)));
    }
    roles.put(
        id,
        new Role(
            id,
            new Label(entry.text("label"), entry.text("english")),
            duty.orElseThrow(() -> entry.problem("角色没有任何操作", "the role may do nothing")),
            Collections.unmodifiableMap(may)));
  }

  Optional<Role> find(String id) {
    return Optional.ofNullable(roles.get(id));
  }

  Role get(String id) {
    return find(id).orElseThrow(() -> new Refusal("没有角色 " + id, "no such role: " + id));
  }

  Optional<Role> of(Duty duty) {
    return roles.values().stream().filter(role -> role.duty() == duty).findFirst();
  }

  Collection<Role> list() {
    return Collections.unmodifiableCollection(roles.values());
  }

  Label action(String id) {
    return actions.getOrDefault(id, new Label(id, id));
  }

  Set<String> actions() {
    return Collections.unmodifiableSet(actions.keySet());
  }
}
