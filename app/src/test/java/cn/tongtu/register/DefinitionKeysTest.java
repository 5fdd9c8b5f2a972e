package cn.tongtu.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import cn.tongtu.calendar.WorkCalendars;
import cn.tongtu.ledger.Measures;
import cn.tongtu.pack.OwnPacks;
import cn.tongtu.pack.Packs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each key that a definition may have is refused with file and line where it says nothing right.
 */
class DefinitionKeysTest {
  private static final Measures MEASURES = new Measures(Packs.builtIn());
  private static final WorkCalendars CALENDARS = new WorkCalendars(Packs.builtIn());

  /** Read by the coverage, by obligations and by balances, whose own tests refuse them. */
  private static final Set<String> OTHERS = Set.of("covers", "part", "obligations", "balances");

  private static final String BASE =
      """
      ROOT
      fields:
        name: {label: 名称, english: Name, type: text}
        day: {label: 日, english: Day, type: date}
        who: {label: 人, english: Who, type: person}
        other: {FIELD}
      states:
        open: {STATE}
        done: {label: 完, english: Done, final: true}
      moves:
        go: {MOVE}
      gates:
        known: {GATE}
      """;
  private static final Map<String, String> RIGHT =
      Map.of(
          "ROOT",
          "register: own\nlabel: 自有\nenglish: Own\ntitle: name",
          "FIELD",
          "label: 另, english: Other, type: text",
          "STATE",
          "label: 开, english: Open",
          "MOVE",
          "label: 去, english: Go, from: [open], to: done, gate: [known]",
          "GATE",
          "check: \"rounds = 0\", say: 不行, english: no");

  /** A level, a key and what is wrong with it, and what a person reads. */
  private static Stream<String> wrong() {
    return Stream.of(
        "ROOT|register|register: Own|编号只用小写字母",
        "ROOT|was|was: Old|编号只用小写字母",
        "ROOT|retired|retired: maybe|不在可选值中",
        "ROOT|label|label: [甲]|此处应为一个值",
        "ROOT|english|english: ''|此处应为一个值",
        "ROOT|module|module: M99|不在可选值中",
        "ROOT|views|views: {mine: {label: 甲, english: A, group: nam}}|没有可分组的字段 nam",
        "ROOT|title|title: nam|title 不是字段：nam",
        "ROOT|number|number: {pattern: 'x'}|编号须含 {year}",
        "ROOT|number|number: {pattern: '{year}{seq}', on: went}|没有办理动作 went",
        "ROOT|due|due: name|due 须为日期字段",
        "ROOT|calendar|calendar: chinna|是否为 china",
        "ROOT|clocks|clocks: {mend: {begin: go}}|不认识的键",
        "ROOT|posts|posts: [{measure: tender.hold, on: day, quantity: 1}]|没有计量项 tender.hold",
        "ROOT|posts|posts: {measure: tender.held}|此处应为列表",
        "FIELD|label|label: [甲]|此处应为一个值",
        "FIELD|english|english: {a: b}|此处应为一个值",
        "FIELD|type|type: texts|不在可选值中",
        "FIELD|required|required: 'yes'|不在可选值中",
        "FIELD|unique|unique: 1|不在可选值中",
        "FIELD|default|type: integer, default: 三|默认值不合字段类型",
        "FIELD|help|help: 写清楚|此处应为“键: 值”",
        "FIELD|max|max: 长|此处应为整数",
        "FIELD|list|list: never|不在可选值中",
        "FIELD|unit|type: quantity, unit: 桶桶|不认识的计量单位",
        "FIELD|unit|type: money, unit: 美元|不在可选值中",
        "FIELD|of|type: choice, of: tender_kin|是否为 tender_kind",
        "FIELD|of|type: choice, of: [甲, 甲]|已有：甲",
        "FIELD|of|type: choice, of: [甲, {word: 乙, was: 甲}]|原名 甲 仍在使用",
        "FIELD|of|type: choice, of: [{word: 甲, gone: true}]|不认识的键",
        "FIELD|computed|type: integer, computed: 'nme'|第 1 列",
        "FIELD|computed|type: photo, computed: name|此类字段不能由表达式算出",
        "FIELD|repeats|repeats: {same: [name], on: day, within: 12m}|重复次数须为整数字段",
        "FIELD|to|type: reference, to: tendr|是否为 tender",
        "FIELD|many|type: photo, many: some|不在可选值中",
        "FIELD|pattern|pattern: {of: '[', say: 错, english: no}|正则表达式有误",
        "FIELD|pattern|type: date, pattern: {of: 'x', say: 错, english: no}|pattern 只用于文本字段",
        "FIELD|visible|visible: 'other = name'|visible 不能依赖",
        "FIELD|not_after|not_after: today|not_after 只用于日期和月份字段",
        "FIELD|not_after|type: date, not_after: tomorrow|不在可选值中",
        "FIELD|was|was: name|原编号 name 仍在使用",
        "FIELD|retired|retired: soon|不在可选值中",
        "FIELD|convert|convert: drop|不在可选值中",
        "FIELD|sensitive|type: date, sensitive: true|sensitive 只用于文本字段",
        "STATE|label|label: [甲]|此处应为一个值",
        "STATE|english|english: ''|此处应为一个值",
        "STATE|lamp|lamp: purple|不在可选值中",
        "STATE|final|final: often|不在可选值中",
        "STATE|edit|edit: [nam]|是否为 name",
        "STATE|waits_for|waits_for: name|没有人员字段 name",
        "STATE|was|was: done|原编号 done 仍在使用",
        "STATE|retired|retired: true|已停用，不能再有动作到达",
        "MOVE|label|label: [甲]|此处应为一个值",
        "MOVE|english|english: ''|此处应为一个值",
        "MOVE|from|from: [opn]|是否为 open",
        "MOVE|to|to: dne|是否为 done",
        "MOVE|may|may: [a]|此处应为一个值",
        "MOVE|who|who: [name]|没有人员字段 name",
        "MOVE|other_than|other_than: [went]|没有办理动作或人员字段 went",
        "MOVE|fill|fill: [nam]|是否为 name",
        "MOVE|reason|reason: always|reason 应为 needed、asked 或 none",
        "MOVE|round|round: twice|不在可选值中",
        "MOVE|unseen|unseen: 'no'|不在可选值中",
        "MOVE|gate|gate: [knwn]|是否为 known",
        "MOVE|was|was: go|原编号 go 仍在使用",
        "GATE|check|check: 'rounds'|列",
        "GATE|say|say: [甲]|此处应为一个值",
        "GATE|english|english: ''|此处应为一个值");
  }

  private static String said(String level, String wrong) {
    var text = BASE;
    for (var right : RIGHT.entrySet()) {
      text =
          text.replace(
              right.getKey(),
              right.getKey().equals(level)
                  ? put(level, right.getValue(), wrong)
                  : right.getValue());
    }
    return text;
  }

  /** The wrong keys in place of the right ones of the same names. */
  private static String put(String level, String right, String wrong) {
    var between = level.equals("ROOT") ? "\n" : ", ";
    var replaced =
        Pattern.compile("(?:^|, )([a-z_]+):")
            .matcher(wrong.replaceAll("\\{.*\\}", ""))
            .results()
            .map(key -> String.valueOf(key.group(1)))
            .collect(Collectors.toSet());
    return Stream.concat(
            Arrays.stream(right.split(between))
                .filter(one -> !replaced.contains(one.split(":")[0])),
            Stream.of(wrong))
        .collect(Collectors.joining(between));
  }

  private static void read(String text, Path folder) throws IOException {
    var own = new OwnPacks(folder).put("registers/own.yaml", text);
    var registers = new Registers(own.packs(), MEASURES, CALENDARS);
    var _ = new DeclaredViews(own.packs(), registers);
  }

  @Test
  void whatIsRightIsRead(@TempDir Path folder) throws IOException {
    read(said("", ""), folder);
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void aKeyThatSaysNothingRightIsRefused(String line, @TempDir Path folder) {
    var parts = line.split("\\|");
    assertThatThrownBy(() -> read(said(parts[0], parts[2]), folder))
        .message()
        .containsPattern("own\\.yaml:\\d+:")
        .contains(parts[3]);
  }

  /** Whoever adds a key adds here how it is refused. */
  @Test
  void noKeyIsForgotten(@TempDir Path folder) {
    for (var level : Set.of("ROOT", "FIELD", "STATE", "MOVE")) {
      var told = String.valueOf(catchThrowable(() -> read(said(level, "qqqqqqqq: 1"), folder)));
      var listed = Pattern.compile("可用：([a-z_ ]+) unknown key").matcher(told);
      assertThat(listed.find()).as(told).isTrue();
      var known = new TreeSet<>(Set.of(String.valueOf(listed.group(1)).split(" ")));
      known.removeAll(OTHERS);
      if (level.equals("ROOT")) {
        known.removeAll(Set.of("fields", "states", "moves", "gates"));
      }
      assertThat(
              wrong()
                  .map(line -> line.split("\\|"))
                  .filter(parts -> parts[0].equals(level))
                  .map(parts -> parts[1])
                  .collect(Collectors.toSet()))
          .as(level)
          .containsExactlyInAnyOrderElementsOf(known);
    }
  }
}
