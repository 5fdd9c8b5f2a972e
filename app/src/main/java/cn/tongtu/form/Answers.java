package cn.tongtu.form;

import cn.tongtu.shared.BadParameter;
import cn.tongtu.shared.Forbidden;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.Stale;
import cn.tongtu.shared.WrongField;
import cn.tongtu.shared.view.Typed;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/**
 * How a form is answered (表单办理): done and on to the next page; or its own page again with all that
 * was typed, at 422 with what was wrong beside each field, at 409 with what somebody else changed
 * in between.
 */
public final class Answers {
  private Answers() {}

  /**
   * @param name which of the page's forms; what was typed is put into it alone
   */
  public static ModelAndView form(
      String name,
      HttpServletRequest request,
      Runnable deed,
      String next,
      Function<Typed, ModelAndView> again) {
    return form(
        name,
        request,
        () -> {
          deed.run();
          return seeOther(next);
        },
        again);
  }

  /** The same where the deed says itself what is shown next. */
  public static ModelAndView form(
      String name,
      HttpServletRequest request,
      Supplier<ModelAndView> deed,
      Function<Typed, ModelAndView> again) {
    try {
      return deed.get();
    } catch (Forbidden | NotFound | BadParameter told) {
      throw told;
    } catch (Refusal refusal) {
      var typed = typed(name, request, refusal);
      var page = again.apply(typed);
      page.setStatus(typed.stale() ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_CONTENT);
      return page;
    }
  }

  private static Typed typed(String form, HttpServletRequest request, Refusal refusal) {
    var fields = new LinkedHashMap<String, String>();
    for (var name : Collections.list(request.getParameterNames())) {
      if (!KeptForms.SECRETS.contains(name)) {
        fields.put(name, Optional.ofNullable(request.getParameter(name)).orElse(""));
      }
    }
    return new Typed(
        form,
        fields,
        refusal instanceof WrongField wrong
            ? wrong.errors()
            : Map.of("", new Label(refusal.chinese(), refusal.english())),
        refusal instanceof Stale);
  }

  public static ModelAndView seeOther(String address) {
    var redirect = new RedirectView(address);
    redirect.setStatusCode(HttpStatus.SEE_OTHER);
    return new ModelAndView(redirect);
  }
}
