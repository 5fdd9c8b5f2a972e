package cn.tongtu.today.view;

import cn.tongtu.shared.Label;
import cn.tongtu.shared.Paging;
import java.time.Instant;
import java.util.List;

/** What the product told a person (站内通知), the latest first. */
public record NoticesPage(List<Line> notices, Paging paging) {
  public record Line(long id, Instant at, Label what, boolean read) {}
}
