package cn.tongtu.identity;

import cn.tongtu.identity.view.Typed;
import cn.tongtu.shared.BadParameter;
import cn.tongtu.shared.Forbidden;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.WrongField;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/**
 * How a form is answered (表单办理): done and on to the next page, or its own page with what was wrong.
 */
final class Answers {
  private Answers() {}

  static ModelAndView form(
      String name,
      HttpServletRequest request,
      Runnable deed,
      String next,
      Function<Typed, ModelAndView> again) {
    try {
      deed.run();
      return seeOther(next);
    } catch (Forbidden | NotFound told) {
      throw told;
    } catch (Refusal refusal) {
      var page = again.apply(typed(name, request, refusal));
      page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
      return page;
    }
  }

  static Typed typed(String form, HttpServletRequest request, Refusal refusal) {
    var fields = new LinkedHashMap<String, String>();
    for (var name : Collections.list(request.getParameterNames())) {
      fields.put(name, Optional.ofNullable(request.getParameter(name)).orElse(""));
    }
    var field = refusal instanceof WrongField wrong ? wrong.field() : "";
    return new Typed(form, fields, Map.of(field, new Label(refusal.chinese(), refusal.english())));
  }

  static ModelAndView seeOther(String address) {
    var redirect = new RedirectView(address);
    redirect.setStatusCode(HttpStatus.SEE_OTHER);
    return new ModelAndView(redirect);
  }

  static LocalDate day(String field, String text) {
    try {
      return LocalDate.parse(text.strip());
    } catch (DateTimeException malformed) {
      throw new WrongField(field, "应为日期，如 2026-12-31", "a day like 2026-12-31");
    }
  }

  /** Of an address, where nothing is today. */
  static Optional<LocalDate> asked(String name, String text) {
    try {
      return text.isBlank() ? Optional.empty() : Optional.of(LocalDate.parse(text.strip()));
    } catch (DateTimeException malformed) {
      throw new BadParameter(
          name, "“" + text + "”应为日期，如 2020-12-31", "“" + text + "” is not a day like 2020-12-31");
    }
  }
}
