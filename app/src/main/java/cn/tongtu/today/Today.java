package cn.tongtu.today;

import cn.tongtu.report.Reporting;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Change;
import cn.tongtu.shared.HomeFigures;
import cn.tongtu.shared.HomeOffer;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.WorkItem;
import cn.tongtu.shared.WorkItems;
import cn.tongtu.today.view.TodayPage;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Gathers a person's day from all features (今日汇集). */
@Service
class Today {
  private static final Logger LOG = LoggerFactory.getLogger(Today.class);

  /** A page of a day is read, not paged through; the rest stands where the work is done. */
  static final int MOST = 200;

  private static final Comparator<WorkItem> PRESSING =
      Comparator.<WorkItem, LocalDate>comparing(item -> item.due().orElse(LocalDate.MAX))
          .thenComparing(WorkItem::lamp)
          .thenComparing(item -> item.what().chinese());

  private final List<WorkItems> work;
  private final List<Change.Teller> tellers;
  private final List<HomeOffer> offers;
  private final Reporting reporting;
  private final List<HomeFigures> figures;

  Today(
      List<WorkItems> work,
      List<Change.Teller> tellers,
      List<HomeOffer> offers,
      Reporting reporting,
      List<HomeFigures> figures) {
    this.figures = figures;
    this.reporting = reporting;
    this.work = work;
    this.tellers = tellers;
    this.offers = offers;
  }

  TodayPage of(Actor.Staff person, LocalDate day, Locale reader) {
    var failed = new ArrayList<Label>();
    var mine = gather(work, source -> source.of(person, day), failed);
    var late = gather(work, source -> source.late(person, day), failed);
    var changes = gather(tellers, teller -> teller.since(day.minusDays(1), person), failed);
    var documents = reporting.summaries();
    var offered = gather(offers, offer -> offer.offer().stream().toList(), failed);
    var leading = gather(figures, source -> List.of(source.on(day, reader)), failed);
    return new TodayPage(
        day,
        leading.stream().filter(some -> !some.figures().isEmpty()).toList(),
        TodayPage.piles(mine.stream().sorted(PRESSING).limit(MOST).toList()),
        TodayPage.piles(late.stream().sorted(PRESSING).limit(MOST).toList()),
        changes.stream().sorted(Comparator.comparing(Change::at).reversed()).limit(MOST).toList(),
        documents,
        offered,
        mine.isEmpty() && late.isEmpty() && changes.isEmpty() && documents.isEmpty(),
        failed.stream().distinct().toList());
  }

  /** One feature that fails does not take everybody's day away. */
  private static <S, T> List<T> gather(
      Collection<S> sources, Function<S, List<T>> asked, List<Label> failed) {
    var all = new ArrayList<T>();
    for (var source : sources) {
      try {
        all.addAll(asked.apply(source));
      } catch (RuntimeException fault) {
        LOG.error("今日：{} 未能回答 could not answer", source.getClass().getName(), fault);
        failed.add(new Label("有一部分内容暂时取不到，请稍后刷新", "a part could not be had; reload in a while"));
      }
    }
    return all;
  }
}
