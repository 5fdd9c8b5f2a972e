package cn.tongtu.report;

import cn.tongtu.search.Entry;
import cn.tongtu.search.Findable;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Reports are found by their titles (报告检索). */
@Component
class DocumentSearch implements Findable {
  static final String KIND = "report";

  private final Reporting reporting;

  DocumentSearch(Reporting reporting) {
    this.reporting = reporting;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Stream<Entry> entries() {
    return reporting.entries();
  }
}
