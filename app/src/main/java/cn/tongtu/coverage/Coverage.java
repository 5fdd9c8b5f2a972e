package cn.tongtu.coverage;

import cn.tongtu.coverage.view.CoveragePage;
import cn.tongtu.coverage.view.CoveragePage.Area;
import cn.tongtu.coverage.view.CoveragePage.Count;
import cn.tongtu.coverage.view.CoveragePage.Item;
import cn.tongtu.coverage.view.CoveragePage.Runner;
import cn.tongtu.pack.BusinessModules;
import cn.tongtu.pack.PackNode;
import cn.tongtu.pack.Packs;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * What the packs claim to run (覆盖情况): registers in their own files, features in one of theirs. A
 * claim of something that is not there is a mistake in the pack.
 */
@Component
class Coverage {
  private static final Set<String> TIERS = Set.of("A", "B", "C");

  private record Declared(String module, Item item) {}

  private final BusinessModules modules;
  private final Map<String, Declared> items = new LinkedHashMap<>();

  Coverage(Packs packs) {
    modules = new BusinessModules(packs);
    // Features stand before the items in the order of files, and are read after them.
    var claims = new ArrayList<Runnable>();
    packs.read("coverage", root -> declare(root, claims));
    packs.read("registers", root -> claims.add(() -> claim(root, "register", "/registers/")));
    packs.read("appraisals", root -> claims.add(() -> claim(root, "appraisal", "/appraisals/")));
    Packs.gather(claims.stream());
  }

  private void declare(PackNode root, List<Runnable> claims) {
    root.only("modules", "systems", "features");
    fields(root, "systems").forEach(this::item);
    fields(root, "features").forEach((id, feature) -> claims.add(() -> claim(id, feature)));
  }

  private static Map<String, PackNode> fields(PackNode root, String key) {
    return root.find(key).map(node -> (Map<String, PackNode>) node.fields()).orElse(Map.of());
  }

  private static Label label(PackNode entry) {
    return new Label(entry.text("label"), entry.text("english"));
  }

  private void item(String id, PackNode entry) {
    entry.only("module", "tier", "label", "english");
    var module = modules.named(entry.get("module"));
    var item =
        new Item(
            id, entry.get("tier").word(TIERS), label(entry), new ArrayList<>(), new ArrayList<>());
    if (items.putIfAbsent(id, new Declared(module, item)) != null) {
      throw entry.problem("业务事项重复：" + id, "declared twice: " + id);
    }
  }

  private void claim(PackNode declared, String kind, String pages) {
    var id = declared.text(kind);
    claim(id, declared, pages + id);
  }

  private void claim(String id, PackNode feature) {
    claim(id, feature.only("label", "english", "page", "covers", "part"), feature.text("page"));
  }

  private void claim(String id, PackNode feature, String page) {
    if (feature.find("covers").isEmpty() && feature.find("part").isEmpty()) {
      return;
    }
    var label = label(feature);
    feature
        .items("covers")
        .forEach(item ->
            add(
                known(item.text(), item).runs(),
                new Runner(id, label, page, Optional.empty()),
                item));
    fields(feature, "part")
        .forEach((item, lacks) ->
            add(
                known(item, lacks).part(),
                new Runner(id, label, page, Optional.of(label(lacks.only("label", "english")))),
                lacks));
  }

  private Item known(String id, PackNode place) {
    var found = items.get(id);
    if (found == null) {
      var meant = Nearest.to(id, items.keySet());
      throw place.problem(
          "没有业务事项 " + id + meant.map(near -> "，是否为 " + near + "？").orElse(""),
          "there is no item " + id + meant.map(near -> ", did you mean " + near + "?").orElse(""));
    }
    return found.item;
  }

  private static void add(List<Runner> claimed, Runner runner, PackNode place) {
    if (claimed.stream().anyMatch(each -> each.page().equals(runner.page()))) {
      throw place.problem("重复列出", "listed twice");
    }
    claimed.add(runner);
  }

  /** All items with whoever runs them, as its page and its command show them. */
  CoveragePage page() {
    var shown =
        modules.labels().entrySet().stream()
            .map(module -> {
              var here =
                  items.values().stream()
                      .filter(each -> each.module.equals(module.getKey()))
                      .map(Declared::item)
                      .toList();
              return new Area(module.getKey(), module.getValue(), count(here.stream()), here);
            })
            .toList();
    return new CoveragePage(count(items.values().stream().map(Declared::item)), shown);
  }

  private static Count count(Stream<Item> items) {
    var all = items.toList();
    return new Count(
        all.size(),
        (int) all.stream().filter(Item::isRun).count(),
        (int) all.stream().filter(Item::isPart).count());
  }
}
