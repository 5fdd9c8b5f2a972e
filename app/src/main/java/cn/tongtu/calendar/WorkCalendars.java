package cn.tongtu.calendar;

import cn.tongtu.engine.calendar.WorkCalendar;
import cn.tongtu.pack.PackNode;
import cn.tongtu.pack.PackProblem;
import cn.tongtu.pack.Packs;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Nearest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.springframework.stereotype.Component;

/**
 * The working calendars declared in the packs (工作日历目录): the nation's, {@value #USUAL}, and a
 * county's own. A county's pack adds a year, or corrects some days of one, with {@code more}.
 */
@Component
public class WorkCalendars {
  /** Whoever names no calendar goes by this one. */
  public static final String USUAL = "china";

  private final Map<String, CalendarDeclaration> declared = new LinkedHashMap<>();
  private final Map<String, WorkCalendar> calendars = new LinkedHashMap<>();

  public WorkCalendars(Packs packs) {
    packs.read("calendars", "calendars", this::declare);
    declared.forEach((id, declaration) -> calendars.put(id, declaration.calendar()));
  }

  private void declare(String id, PackNode entry) {
    entry.only("label", "english", "week", "law", "years", "more");
    var known = declared.get(id);
    if (entry.find("more").isPresent()) {
      entry.only("more");
      if (known == null) {
        throw entry.problem("没有可增补的工作日历：" + id + meant(id), "no such calendar to add to: " + id);
      }
      known.add(entry.get("more"));
      return;
    }
    if (known != null) {
      throw entry.problem(
          "工作日历重复：" + id + "，增补请用 more", "declared twice, add to it with more: " + id);
    }
    declared.put(id, new CalendarDeclaration(entry));
  }

  /** The nation's calendar with what the county added to it. */
  public WorkCalendar usual() {
    return find(USUAL).orElseThrow(() -> new IllegalStateException("no calendar " + USUAL));
  }

  public Optional<WorkCalendar> find(String id) {
    return Optional.ofNullable(calendars.get(id));
  }

  /**
   * The calendar that this place in a pack names.
   *
   * @throws PackProblem when there is no such calendar, with the one perhaps meant
   */
  public WorkCalendar named(PackNode place) {
    return find(place.text())
        .orElseThrow(() ->
            place.problem(
                "没有工作日历 " + place.text() + meant(place.text()),
                "no such calendar: " + place.text()));
  }

  /** The names of all, in the order of their declaration, the nation's first. */
  SequencedMap<String, Label> labels() {
    var labels = new LinkedHashMap<String, Label>();
    declared.forEach((id, declaration) -> labels.put(id, declaration.label()));
    return labels;
  }

  private String meant(String unknown) {
    return Nearest.to(unknown, declared.keySet()).map(near -> "，是否为 " + near + "？").orElse("");
  }
}
