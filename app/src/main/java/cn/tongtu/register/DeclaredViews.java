package cn.tongtu.register;

import cn.tongtu.pack.PackNode;
import cn.tongtu.pack.Packs;
import cn.tongtu.register.Showing.As;
import cn.tongtu.shared.BadParameter;
import cn.tongtu.shared.Label;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The views that packs declare of registers (预设视图). */
@Component
class DeclaredViews {
  private static final Set<String> WAYS =
      Stream.of(As.values()).map(As::word).collect(Collectors.toSet());

  private final Map<String, List<Declared>> views = new HashMap<>();

  DeclaredViews(Packs packs, Registers registers) {
    packs.read("registers", root -> declare(root, registers.get(root.text("register"))));
  }

  /**
   * A view that a pack declares.
   *
   * @param href the register's page as it shows it
   */
  record Declared(String id, Label label, String href) {}

  private void declare(PackNode root, Register register) {
    var all = new ArrayList<Declared>();
    root.find("views")
        .ifPresent(node ->
            node.fields()
                .forEach((id, view) ->
                    all.add(
                        new Declared(
                            FieldReader.id(view, id),
                            FieldReader.label(view),
                            href(view, register)))));
    views.put(register.id(), List.copyOf(all));
  }

  private static String href(PackNode view, Register register) {
    var _ =
        view.only(
            "label", "english", "as", "group", "day", "columns", "filters", "state", "org", "sort");
    var as = view.find("as").map(way -> As.valueOf(way.word(WAYS).toUpperCase(Locale.ROOT)));
    if (as.filter(way -> !Showing.ways(register).contains(way)).isPresent()) {
      throw view.get("as")
          .problem("这个台账不能这样展示：" + view.text("as"), "the register cannot be shown so");
    }
    var group = view.find("group").map(node -> group(node, register));
    var filters = new TreeMap<String, String>();
    view.find("filters")
        .ifPresent(node ->
            node.fields()
                .forEach((field, text) -> {
                  var _ = FieldReader.known(field, text, register.fields().keySet(), "字段");
                  filters.put(field, text.text());
                }));
    try {
      var showing =
          new Showing(
              register,
              as.orElse(group.isPresent() ? As.GROUPS : As.LIST),
              group.orElse(""),
              view.find("day")
                  .map(node ->
                      FieldReader.known(
                          node.text(), node, new TreeSet<>(Showing.days(register)), "日期字段"))
                  .orElse(""),
              "",
              Optional.empty(),
              view.find("columns")
                  .map(node ->
                      Showing.columns(
                          register,
                          String.join(",", node.items().stream().map(PackNode::text).toList())))
                  .orElse(List.of()));
      var search =
          new EntrySearch(
              register,
              "",
              view.find("org").map(PackNode::text).orElse(""),
              view.find("state")
                  .map(node ->
                      FieldReader.known(node.text(), node, register.life().states().keySet(), "状态"))
                  .orElse(""),
              filters,
              view.find("sort").map(PackNode::text).orElse(""));
      // A filter is read as if somebody had asked for it.
      var _ = search.where();
      return showing.address(search).text();
    } catch (BadParameter wrong) {
      throw view.problem(wrong.chinese(), wrong.english());
    }
  }

  /** State and org are words of their own here; a field cannot be called org. */
  private static String group(PackNode node, Register register) {
    var text = node.text();
    if (text.equals("org") || (text.equals("state") && !register.fields().containsKey("state"))) {
      return "_" + text;
    }
    return FieldReader.known(text, node, new TreeSet<>(Showing.groups(register)), "可分组的字段");
  }

  List<Declared> of(Register register) {
    return views.getOrDefault(register.id(), List.of());
  }
}
