package cn.tongtu.work.view;

import cn.tongtu.shared.Label;
import cn.tongtu.shared.Paging;
import cn.tongtu.shared.view.Sort;
import java.util.List;

/**
 * The jobs that a person sees (任务清单), and the kinds that the person may start.
 *
 * @param everybodys whether some of them may be others'
 */
public record JobsPage(
    List<JobView> jobs, Paging paging, Sort sort, boolean everybodys, List<Kind> kinds) {
  public record Kind(String kind, Label name, Label says) {}
}
