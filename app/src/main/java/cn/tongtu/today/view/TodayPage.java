package cn.tongtu.today.view;

import cn.tongtu.report.Summary;
import cn.tongtu.shared.Change;
import cn.tongtu.shared.HomeOffer.Offer;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.WorkItem;
import java.time.LocalDate;
import java.util.List;

/**
 * A person's day (今日).
 *
 * @param work what waits for the person, what is most pressing first
 * @param late what is late in the person's scope and waits for others
 * @param failed which sources could not answer; the page stands without them and says so
 */
public record TodayPage(
    LocalDate day,
    List<WorkItem> work,
    List<WorkItem> late,
    List<Change> changes,
    List<Summary> documents,
    List<Offer> offers,
    boolean empty,
    List<Label> failed) {}
