package cn.tongtu.coverage;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** What is run, and what is not yet. */
@Controller
class CoveragePages {
  private final Coverage coverage;

  CoveragePages(Coverage coverage) {
    this.coverage = coverage;
  }

  @GetMapping("/coverage")
  ModelAndView coverage() {
    return new ModelAndView("coverage/coverage", "page", coverage.page());
  }
}
