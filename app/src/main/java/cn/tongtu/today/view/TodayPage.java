package cn.tongtu.today.view;

import cn.tongtu.report.Summary;
import cn.tongtu.shared.Change;
import cn.tongtu.shared.HomeFigures;
import cn.tongtu.shared.HomeOffer.Offer;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.WorkItem;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * A person's day (今日).
 *
 * @param work what waits for the person, what is most pressing first
 * @param late what is late in the person's scope and waits for others
 * @param failed which sources could not answer; the page stands without them and says so
 */
public record TodayPage(
    LocalDate day,
    List<HomeFigures.Lead> figures,
    List<Pile> work,
    List<Pile> late,
    List<Change> changes,
    List<Summary> documents,
    List<Offer> offers,
    boolean empty,
    List<Label> failed) {
  private static final int SHOWN = 3;

  /**
   * What waits for the same reason and the same day (同类待办), in the order it came; a few are shown
   * and the rest unfold, so that a month that nobody closed does not hide the notice below it.
   */
  public record Pile(List<WorkItem> shown, List<WorkItem> folded) {}

  private record Alike(Label why, Optional<LocalDate> due) {}

  public static List<Pile> piles(List<WorkItem> items) {
    var piles = new LinkedHashMap<Alike, List<WorkItem>>();
    for (var item : items) {
      piles.computeIfAbsent(new Alike(item.why(), item.due()), _ -> new ArrayList<>()).add(item);
    }
    return piles.values().stream()
        .map(pile -> {
          var shown = pile.size() == SHOWN + 1 ? pile.size() : Math.min(SHOWN, pile.size());
          return new Pile(pile.subList(0, shown), pile.subList(shown, pile.size()));
        })
        .toList();
  }

  public int workCount() {
    return count(work);
  }

  public int lateCount() {
    return count(late);
  }

  private static int count(List<Pile> piles) {
    return piles.stream().mapToInt(pile -> pile.shown.size() + pile.folded.size()).sum();
  }
}
