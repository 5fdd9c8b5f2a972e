package cn.tongtu.web;

import cn.tongtu.ledger.Ledger;
import cn.tongtu.report.Reporting;
import cn.tongtu.shared.HomeOffer;
import cn.tongtu.web.view.HomePage;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** The first page. */
@Controller
class HomePages {
  private final Reporting reporting;
  private final Ledger ledger;
  private final List<HomeOffer> offers;

  HomePages(Reporting reporting, Ledger ledger, List<HomeOffer> offers) {
    this.reporting = reporting;
    this.ledger = ledger;
    this.offers = offers;
  }

  @GetMapping("/")
  ModelAndView home() {
    return new ModelAndView(
        "web/home",
        "page",
        new HomePage(
            reporting.summaries(),
            ledger.count(),
            offers.stream().flatMap(offer -> offer.offer().stream()).toList()));
  }
}
