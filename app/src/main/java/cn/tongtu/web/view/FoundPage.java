package cn.tongtu.web.view;

import cn.tongtu.search.Finder.Found;
import cn.tongtu.shared.Crumb;
import java.util.List;

/**
 * What was found for the words that were typed (检索结果), best first, {@code most} at most; without
 * words the pages that the reader opened last.
 */
public record FoundPage(String typed, List<Found> found, List<Crumb> recent, int most) {
  public boolean full() {
    return found.size() == most;
  }
}
