package cn.tongtu.paper;

import cn.tongtu.pack.PackNode;
import cn.tongtu.pack.Packs;
import cn.tongtu.register.RecordJson;
import cn.tongtu.register.Register;
import cn.tongtu.register.RegisterReading;
import cn.tongtu.register.Registers;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Nearest;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The papers that packs declare (文书目录), each with its template, whose marks are checked. */
@Component
class Papers {
  /** What may be marked besides the fields of a record. */
  static final Set<String> ALWAYS =
      Set.of("number", "org", "state", "title", "printed.on", "printed.by", "revision");

  private final Map<String, Paper> papers = new LinkedHashMap<>();

  Papers(Packs packs, Registers registers) {
    packs.read("papers", "papers", (id, node) -> papers.put(id, paper(id, node, packs, registers)));
  }

  /**
   * A paper as declared (文书).
   *
   * @param states in which a record may be printed on it; none for all
   */
  record Paper(String id, Label label, Register register, Set<String> states, Template template) {
    boolean printedIn(String state) {
      return states.isEmpty() || states.contains(state);
    }

    Label when() {
      var named =
          RecordJson.states(register).stream()
              .filter(state -> states.contains(state.id()))
              .toList();
      return new Label(
          named.stream().map(state -> state.label().chinese()).collect(Collectors.joining("、")),
          named.stream().map(state -> state.label().english()).collect(Collectors.joining(", ")));
    }
  }

  /** The Word file. */
  static final class Template {
    private final byte[] content;

    Template(byte[] content) {
      this.content = content.clone();
    }

    byte[] content() {
      return content.clone();
    }
  }

  private static Paper paper(String id, PackNode node, Packs packs, Registers registers) {
    var _ = node.only("register", "label", "english", "template", "states");
    var named = node.text("register");
    var register =
        registers
            .find(named)
            .orElseThrow(
                () -> node.get("register").problem("没有台账 " + named, "no register " + named));
    var file = node.text("template");
    var content =
        packs
            .file("papers", file)
            .orElseThrow(
                () -> node.get("template").problem("papers 下没有模板 " + file, "no template " + file));
    var states = new LinkedHashSet<String>();
    var known =
        RecordJson.states(register).stream()
            .map(RecordJson.StateShape::id)
            .collect(Collectors.toSet());
    node.find("states")
        .ifPresent(some -> some.items().forEach(state -> states.add(state.word(known))));
    var marks = new TreeSet<>(ALWAYS);
    RecordJson.fields(register).forEach(field -> marks.add(field.id()));
    RecordJson.moves(register).forEach(move -> marks.addAll(RegisterReading.marks(move.id())));
    for (var mark : Form.marks(content)) {
      if (!marks.contains(mark)) {
        throw node.get("template")
            .problem(
                "模板 %s 里的 {%s} 不是字段%s"
                    .formatted(
                        file, mark, Nearest.to(mark, marks).map(m -> "，是否为 " + m + "？").orElse("")),
                "{%s} in %s is no field".formatted(mark, file));
      }
    }
    return new Paper(
        id,
        new Label(node.text("label"), node.text("english")),
        register,
        Set.copyOf(states),
        new Template(content));
  }

  List<Paper> of(Register register) {
    return papers.values().stream()
        .filter(paper -> paper.register().id().equals(register.id()))
        .toList();
  }

  Optional<Paper> find(String id) {
    return Optional.ofNullable(papers.get(id));
  }
}
