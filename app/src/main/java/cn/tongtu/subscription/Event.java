package cn.tongtu.subscription;

import cn.tongtu.register.Entry;
import cn.tongtu.register.RecordFollower.EntryChange;
import cn.tongtu.register.RecordJson;
import cn.tongtu.register.Register;
import cn.tongtu.shared.Label;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What happened to records of a register at once (台账动态): one of them, or many by one import, of
 * which only some are named.
 */
record Event(String kind, Register register, Label what, List<Entry> entries) {
  private static final int NAMED = 10;

  /** Made, moved and changed records; those of one kind alone are called so. */
  static Event of(Register register, Collection<EntryChange> changes) {
    var made = changes.stream().filter(change -> change.before().isEmpty()).count();
    var moved = changes.stream().filter(Event::moved).count();
    var changed = changes.size() - made - moved;
    var entries = changes.stream().map(EntryChange::after).toList();
    if (entries.size() == 1) {
      var kind = made == 1 ? "made" : moved == 1 ? "moved" : "changed";
      return new Event(kind, register, single(register, kind, entries.getFirst()), entries);
    }
    var chinese = new ArrayList<String>();
    var english = new ArrayList<String>();
    count(made, "登记", "entered", chinese, english);
    count(moved, "办理", "moved", chinese, english);
    count(changed, "更正", "corrected", chinese, english);
    return new Event(
        made == entries.size() ? "made" : moved == entries.size() ? "moved" : "changed",
        register,
        new Label(
            register.label() + "：" + String.join("，", chinese),
            register.english() + ": " + String.join(", ", english)),
        entries);
  }

  static boolean moved(EntryChange change) {
    return change.before().map(was -> !was.state().equals(change.after().state())).orElse(false);
  }

  private static void count(
      long records, String deed, String english, List<String> all, List<String> allEnglish) {
    if (records > 0) {
      all.add(deed + " " + records + " 条");
      allEnglish.add(records + " " + english);
    }
  }

  private static Label single(Register register, String kind, Entry entry) {
    var title = register.titleOf(entry);
    var state = state(register, entry);
    return switch (kind) {
      case "made" ->
          new Label(
              register.label() + "：新登记“" + title + "”",
              register.english() + ": “" + title + "” was entered");
      case "moved" ->
          new Label(
              register.label()
                  + "：“"
                  + title
                  + "”"
                  + state.map(to -> "转为" + to.chinese()).orElse(""),
              register.english()
                  + ": “"
                  + title
                  + "” is now "
                  + state.map(Label::english).orElse(""));
      default ->
          new Label(
              register.label() + "：“" + title + "”已更正",
              register.english() + ": “" + title + "” was corrected");
    };
  }

  static Event overdue(Register register, List<Entry> entries) {
    return new Event(
        "overdue",
        register,
        entries.size() == 1
            ? new Label(
                register.label() + "：“" + register.titleOf(entries.getFirst()) + "”已超期",
                register.english() + ": “" + register.titleOf(entries.getFirst()) + "” is overdue")
            : new Label(
                register.label() + "：" + entries.size() + " 条已超期",
                register.english() + ": " + entries.size() + " are overdue"),
        entries);
  }

  private static Optional<Label> state(Register register, Entry entry) {
    return RecordJson.states(register).stream()
        .filter(state -> state.id().equals(entry.state()))
        .findFirst()
        .map(RecordJson.StateShape::label);
  }

  /** Where it is looked at. */
  String href() {
    return entries.size() == 1 ? register.href() + "/" + entries.getFirst().id() : register.href();
  }

  /** As other systems are told. */
  Map<String, Object> message() {
    var message = new LinkedHashMap<String, Object>();
    message.put("event", kind);
    message.put("register", register.id());
    message.put("text", what.chinese());
    message.put("href", href());
    message.put("count", entries.size());
    message.put(
        "records",
        entries.stream()
            .limit(NAMED)
            .map(entry ->
                Map.of(
                    "id",
                    entry.id(),
                    "title",
                    register.titleOf(entry),
                    "number",
                    entry.number().orElse(""),
                    "state",
                    entry.state(),
                    "revision",
                    entry.revision(),
                    "href",
                    register.href() + "/" + entry.id()))
            .toList());
    return message;
  }
}
