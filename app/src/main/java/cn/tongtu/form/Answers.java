package cn.tongtu.form;

import cn.tongtu.shared.BadParameter;
import cn.tongtu.shared.Forbidden;
import cn.tongtu.shared.Frame;
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
import org.springframework.web.servlet.support.RequestContextUtils;
import org.springframework.web.servlet.view.RedirectView;

/**
 * How a form is answered (表单办理): done and on to the next page; or its own page again with all that
 * was typed, at 422 with what was wrong beside each field, at 409 with what somebody else changed
 * in between.
 */
public final class Answers {
  private static final Label SAVED = new Label("已保存", "Saved");

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
      var answer = deed.get();
      if (answer.getView() instanceof RedirectView && !said(request)) {
        tell(request, SAVED);
      }
      return answer;
    } catch (Forbidden | NotFound | BadParameter told) {
      throw told;
    } catch (Refusal refusal) {
      var typed = typed(name, request, refusal);
      var page = again.apply(typed);
      page.setStatus(typed.stale() ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_CONTENT);
      return page;
    }
  }

  /** What the next page says at its edge about what was just done (办理结果); else that it is kept. */
  public static void tell(HttpServletRequest request, Label done) {
    var next = RequestContextUtils.getOutputFlashMap(request);
    next.put(Frame.SAID_CHINESE, done.chinese());
    next.put(Frame.SAID_ENGLISH, done.english());
  }

  private static boolean said(HttpServletRequest request) {
    return RequestContextUtils.getOutputFlashMap(request).containsKey(Frame.SAID_CHINESE);
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
