package cn.tongtu.demo;

import cn.tongtu.ledger.Reason;
import cn.tongtu.pack.PackNode;
import cn.tongtu.pack.Packs;
import cn.tongtu.register.Moving;
import cn.tongtu.register.RegisterKeeping;
import cn.tongtu.register.RegisterKeeping.Written;
import cn.tongtu.register.Registers;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.Words;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The records of 青溪县's registers (示例台账): each is entered and led on, move by move, as far as it has
 * come. {@code +5d} and {@code -2m} are days and months from today.
 */
@Service
class RecordSamples {
  private static final String ORG = "org";
  private static final String THEN = "then";
  private static final String WHY = "why";
  private static final String SOURCE = "示例县，内容虚构";
  private static final Pattern AWAY = Pattern.compile("([+-]\\d+)([dm])");

  private final Packs packs;
  private final Registers registers;
  private final RegisterKeeping keeping;
  private final Moving moving;

  RecordSamples(Packs packs, Registers registers, RegisterKeeping keeping, Moving moving) {
    this.packs = packs;
    this.registers = registers;
    this.keeping = keeping;
    this.moving = moving;
  }

  @Transactional(propagation = Propagation.MANDATORY)
  void load(Actor actor) {
    packs.read(
        "samples",
        "samples",
        (register, records) -> records.items().forEach(record -> add(register, record, actor)));
  }

  private void add(String register, PackNode sample, Actor actor) {
    try {
      var record =
          keeping.add(
              register,
              new Written("qx-" + sample.text(ORG), asFormed(register, sample), SOURCE, "", true),
              actor,
              Reason.of("登记"));
      for (var step : sample.items(THEN)) {
        var move = step.isText() ? step.text() : step.fields().firstEntry().getKey();
        var given = step.isText() ? Map.<String, String>of() : fields(step.get(move));
        moving.move(
            record,
            move,
            OptionalInt.empty(),
            given,
            actor,
            Reason.of(
                step.isText() ? "" : step.get(move).find(WHY).map(PackNode::text).orElse("")));
      }
    } catch (Refusal refused) {
      throw sample.problem(refused.chinese(), refused.english());
    }
  }

  /** With what a new record's form proposes where the sample says nothing. */
  private Map<String, String> asFormed(String register, PackNode sample) {
    var fields = fields(sample);
    for (var field : registers.get(register).fields().values()) {
      field.proposed().ifPresent(proposed -> fields.putIfAbsent(field.id(), proposed));
    }
    return fields;
  }

  private static Map<String, String> fields(PackNode node) {
    var fields = new LinkedHashMap<String, String>();
    node.fields()
        .forEach((name, value) -> {
          if (!Set.of(ORG, THEN, WHY).contains(name)) {
            fields.put(name, text(value.text()));
          }
        });
    return fields;
  }

  private static String text(String written) {
    var away = AWAY.matcher(written);
    if (!away.matches()) {
      return written;
    }
    var count = Long.parseLong(away.group(1));
    var today = LocalDate.now(Words.CHINA);
    return away.group(2).equals("d")
        ? today.plusDays(count).toString()
        : YearMonth.from(today).plusMonths(count).toString();
  }
}
