package cn.tongtu.appraisal;

import cn.tongtu.appraisal.Appraising.Place;
import cn.tongtu.appraisal.view.SheetPage;
import cn.tongtu.form.Answers;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Words;
import cn.tongtu.shared.view.Typed;
import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Appraisals, the history of each, and the sheet of a period. */
@Controller
class AppraisalPages {
  private static final String ONE = Appraisal.PATH + "/{id:[a-z][a-z0-9_]*}";
  private static final String SHEET = ONE + "/{period:\\d{4}[-QHW0-9]{0,4}}";

  private final AppraisalView view;
  private final Appraising appraising;

  AppraisalPages(AppraisalView view, Appraising appraising) {
    this.view = view;
    this.appraising = appraising;
  }

  @GetMapping(Appraisal.PATH)
  ModelAndView all() {
    return new ModelAndView("appraisal/list", "page", view.all(today()));
  }

  @GetMapping(ONE)
  ModelAndView one(@PathVariable String id, Locale locale) {
    return new ModelAndView(
        "appraisal/history", "page", view.one(id, locale.equals(Locale.ENGLISH), today()));
  }

  @GetMapping(SHEET)
  ModelAndView sheet(@PathVariable String id, @PathVariable String period, Actor.Staff reader) {
    return sheet(id, period, Typed.NOTHING, reader);
  }

  private ModelAndView sheet(String id, String period, Typed typed, Actor.Staff reader) {
    return new ModelAndView(
        "appraisal/sheet", "page", view.sheet(id, period, typed, reader, today()));
  }

  @PostMapping(SHEET + "/points")
  ModelAndView score(
      @PathVariable String id,
      @PathVariable String period,
      HttpServletRequest request,
      Actor.Staff actor) {
    return Answers.form(
        SheetPage.SCORES,
        request,
        () -> appraising.score(id, period, typed(request), actor),
        Appraisal.PATH + "/" + id + "/" + period,
        typed -> sheet(id, period, typed, actor));
  }

  private static Map<Place, String> typed(HttpServletRequest request) {
    var typed = new LinkedHashMap<Place, String>();
    for (var name : Collections.list(request.getParameterNames())) {
      var dot = name.lastIndexOf('.');
      if (name.startsWith(Place.FIELD) && dot > Place.FIELD.length()) {
        typed.put(
            new Place(name.substring(Place.FIELD.length(), dot), name.substring(dot + 1)),
            Optional.ofNullable(request.getParameter(name)).orElse(""));
      }
    }
    return typed;
  }

  @PostMapping(SHEET + "/publication")
  ModelAndView publish(
      @PathVariable String id,
      @PathVariable String period,
      @RequestParam(defaultValue = "0") int revision,
      HttpServletRequest request,
      Actor.Staff actor) {
    return Answers.form(
        SheetPage.PUBLISH,
        request,
        () -> appraising.publish(id, period, revision, actor),
        Appraisal.PATH + "/" + id + "/" + period,
        typed -> sheet(id, period, typed, actor));
  }

  @PostMapping(SHEET + "/withdrawal")
  ModelAndView withdraw(
      @PathVariable String id,
      @PathVariable String period,
      @RequestParam(defaultValue = "") String why,
      HttpServletRequest request,
      Actor.Staff actor) {
    return Answers.form(
        SheetPage.WITHDRAW,
        request,
        () -> appraising.withdraw(id, period, why, actor),
        Appraisal.PATH + "/" + id + "/" + period,
        typed -> sheet(id, period, typed, actor));
  }

  private static LocalDate today() {
    return LocalDate.now(Words.CHINA);
  }
}
