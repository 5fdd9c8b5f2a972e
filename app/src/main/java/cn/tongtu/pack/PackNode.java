package cn.tongtu.pack;

import cn.tongtu.shared.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A place in a pack file. Everything is read as text, as written: {@code no} stays "no" and {@code
 * 012} stays "012". What is missing, unknown or of the wrong form is a {@link PackProblem} with its
 * line.
 */
public final class PackNode {
  private final PackFile file;
  private final Node node;

  PackNode(PackFile file, Node node) {
    this.file = file;
    this.node = node;
  }

  /** Fails on the first key that is not among these, and says which one was likely meant. */
  public PackNode only(String... known) {
    var allowed = List.of(known);
    fields()
        .forEach((key, value) -> {
          if (!allowed.contains(key)) {
            var meant = Nearest.to(key, allowed);
            throw value.problem(
                "不认识的键 “"
                    + key
                    + "”"
                    + meant.map(m -> "，是否为 " + m + "？").orElse("，可用：" + String.join(" ", allowed)),
                "unknown key “"
                    + key
                    + "”"
                    + meant.map(m -> ", did you mean " + m + "?").orElse(""));
          }
        });
    return this;
  }

  public SequencedMap<String, PackNode> fields() {
    if (!(node instanceof MappingNode mapping)) {
      throw problem("此处应为“键: 值”", "a mapping should stand here");
    }
    var fields = new LinkedHashMap<String, PackNode>();
    for (var tuple : mapping.getValue()) {
      var key = new PackNode(file, tuple.getKeyNode());
      // The line of the key, so that a wrong key is found where it stands.
      if (fields.put(key.text(), new PackNode(file, tuple.getValueNode())) != null) {
        throw key.problem("键重复：" + key.text(), "duplicate key: " + key.text());
      }
    }
    return fields;
  }

  public Optional<PackNode> find(String key) {
    return Optional.ofNullable(fields().get(key));
  }

  public PackNode get(String key) {
    return find(key).orElseThrow(() -> problem("缺少 " + key, "missing " + key));
  }

  public List<PackNode> items() {
    if (!(node instanceof SequenceNode sequence)) {
      throw problem("此处应为列表", "a list should stand here");
    }
    var items = new ArrayList<PackNode>();
    sequence.getValue().forEach(item -> items.add(new PackNode(file, item)));
    return items;
  }

  public List<PackNode> items(String key) {
    return find(key).map(PackNode::items).orElse(List.of());
  }

  public String text() {
    if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
      return scalar.getValue().strip();
    }
    throw problem("此处应为一个值", "a value should stand here");
  }

  public String text(String key) {
    return get(key).text();
  }

  public boolean isText() {
    return node instanceof ScalarNode;
  }

  /** One of a closed set of words. */
  public String word(Set<String> allowed) {
    var word = text();
    if (!allowed.contains(word)) {
      var choices = allowed.stream().sorted().collect(Collectors.joining(" "));
      throw problem("“" + word + "”不在可选值中：" + choices, "“" + word + "” is not one of " + choices);
    }
    return word;
  }

  public boolean yes(String key) {
    return find(key).map(flag -> flag.word(Set.of("true", "false")).equals("true")).orElse(false);
  }

  public int whole(String key, int otherwise) {
    return find(key).map(PackNode::whole).orElse(otherwise);
  }

  private int whole() {
    try {
      return Integer.parseInt(text());
    } catch (NumberFormatException malformed) {
      throw problem("此处应为整数", "a whole number should stand here");
    }
  }

  public PackProblem problem(String chinese, String english) {
    return new PackProblem(
        file.name(),
        node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1),
        chinese,
        english);
  }

  /** The whole file in which it stands, as it is written. */
  public String source() {
    return file.text();
  }

  /** What stands here however it is laid out: without comments, quotes and line breaks. */
  public String canonical() {
    return switch (node) {
      case ScalarNode scalar -> scalar.getValue().strip();
      case SequenceNode _ ->
          items().stream().map(PackNode::canonical).collect(Collectors.joining(", ", "[", "]"));
      default ->
          fields().entrySet().stream()
              .map(field -> field.getKey() + ": " + field.getValue().canonical())
              .collect(Collectors.joining(", ", "{", "}"));
    };
  }

  /** Where it stands, as {@code file:line}. */
  public String place() {
    return file.name() + ":" + node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }
}
