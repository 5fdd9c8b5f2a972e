package cn.tongtu.report;

import cn.tongtu.indicator.Indicators;
import cn.tongtu.pack.PackNode;
import cn.tongtu.pack.Packs;
import cn.tongtu.report.Template.Block;
import cn.tongtu.shared.Refusal;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * The report templates declared in the packs (报告模板目录); every slot is bound at load or the load
 * fails.
 */
@Component
class Templates {
  private final Map<String, Template> templates = new LinkedHashMap<>();
  private final Indicators indicators;
  private final TemplateText text;

  Templates(Packs packs, Indicators indicators) {
    this.indicators = indicators;
    this.text = new TemplateText(indicators);
    packs.read("reports", this::declare);
  }

  private void declare(PackNode root) {
    root.only("report", "label", "english", "main", "title", "body");
    var template =
        new Template(
            root.text("report"),
            root.text("label"),
            root.text("english"),
            root.items("main").stream().map(this::main).toList(),
            lines(root.get("title")),
            root.get("body").items().stream().map(this::block).toList());
    if (templates.putIfAbsent(template.id(), template) != null) {
      throw root.problem("报告模板重复：" + template.id(), "template declared twice");
    }
  }

  private List<List<Template.Piece>> lines(PackNode title) {
    return title.isText()
        ? List.of(text.read(title))
        : title.items().stream().map(text::read).toList();
  }

  private String main(PackNode node) {
    text.known(node.text(), node);
    return node.text();
  }

  private Block block(PackNode node) {
    node.only("heading", "subheading", "text", "lagging");
    if (node.fields().size() != 1) {
      throw node.problem("每段只能有一个键", "a block has one key");
    }
    var kind = node.fields().firstEntry();
    var content = kind.getValue();
    return switch (kind.getKey()) {
      case "heading" -> new Block.Heading(1, text.read(content));
      case "subheading" -> new Block.Heading(2, text.read(content));
      case "text" -> new Block.Paragraph(text.read(content));
      default -> {
        text.known(content.text(), content);
        var indicator = indicators.find(content.text());
        if (indicator.isPresent() && indicator.get().parts().isEmpty()) {
          throw content.problem(
              "指标 " + content.text() + " 没有声明 parts，无法找出滞后部分", "it declares no parts");
        }
        yield new Block.Lagging(content.text());
      }
    };
  }

  Collection<Template> list() {
    return Collections.unmodifiableCollection(templates.values());
  }

  Template get(String id) {
    var template = templates.get(id);
    if (template == null) {
      throw new Refusal("没有报告模板 " + id, "no such template: " + id);
    }
    return template;
  }
}
