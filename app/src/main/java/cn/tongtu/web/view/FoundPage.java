package cn.tongtu.web.view;

import cn.tongtu.search.Finder.Found;
import java.util.List;

/** What was found for the words that were typed (检索结果), best first, {@code most} at most. */
public record FoundPage(String typed, List<Found> found, int most) {
  public boolean full() {
    return found.size() == most;
  }
}
