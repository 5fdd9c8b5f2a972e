package cn.tongtu.balance;

import cn.tongtu.balance.Balance.Side;
import cn.tongtu.pack.PackNode;
import cn.tongtu.pack.Packs;
import cn.tongtu.register.Condition;
import cn.tongtu.register.Register;
import cn.tongtu.register.RegisterReading;
import cn.tongtu.register.Registers;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Nearest;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** The balances that the registers declare (余额目录). */
@Component
class Balances {
  private final List<Balance> all = new ArrayList<>();

  Balances(Packs packs, Registers registers) {
    packs.read(
        "registers",
        root ->
            root.find("balances")
                .ifPresent(node -> {
                  var register = registers.get(root.text("register"));
                  node.fields().forEach((id, one) -> all.add(balance(register, id, one)));
                }));
  }

  List<Balance> of(Register register) {
    return all.stream().filter(one -> one.register().id().equals(register.id())).toList();
  }

  private static Balance balance(Register register, String id, PackNode node) {
    var _ = node.only("label", "english", "of", "on", "per", "in", "out", "valid_until");
    var of = field(register, node.get("of"));
    if (register.field(of).unit().isEmpty()) {
      throw node.get("of").problem("of 须为数量字段", "of must be a field with amounts");
    }
    return new Balance(
        register,
        id,
        new Label(node.text("label"), node.text("english")),
        of,
        day(register, node.get("on")),
        node.items("per").stream()
            .map(per -> per.text().equals(RegisterReading.ORG) ? per.text() : field(register, per))
            .toList(),
        side(register, node.get("in")),
        side(register, node.get("out")),
        node.find("valid_until").map(until -> day(register, until)));
  }

  private static Side side(Register register, PackNode node) {
    var _ = node.only("label", "english", "when");
    return new Side(
        new Label(node.text("label"), node.text("english")),
        Condition.read(register, node.get("when")));
  }

  private static String day(Register register, PackNode node) {
    var field = field(register, node);
    if (!register.field(field).day()) {
      throw node.problem("此处须为日期字段：" + field, "a date field should stand here: " + field);
    }
    return field;
  }

  private static String field(Register register, PackNode node) {
    if (register.fields().containsKey(node.text()) && register.field(node.text()).sensitive()) {
      throw node.problem("敏感字段不能区分余额", "a sensitive field tells no balances apart");
    }
    if (!register.fields().containsKey(node.text())) {
      throw node.problem(
          "没有字段 "
              + node.text()
              + Nearest.to(node.text(), register.fields().keySet())
                  .map(near -> "，是否为 " + near + "？")
                  .orElse(""),
          "no such field: " + node.text());
    }
    return node.text();
  }
}
