package cn.tongtu.web;

import cn.tongtu.form.Forms;
import cn.tongtu.identity.Permissions;
import cn.tongtu.identity.SignedIn;
import cn.tongtu.shared.Address;
import cn.tongtu.shared.Desk;
import cn.tongtu.shared.Frame;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Words;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.MessageSource;
import org.springframework.core.Ordered;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;
import org.springframework.web.servlet.support.RequestContextUtils;

/**
 * Renders the templates that were compiled at build time. A page is rendered whole before a byte is
 * sent, so that a failure still gets a proper error page.
 */
@Component
@ConditionalOnWebApplication
class TemplateViews implements ViewResolver, Ordered {
  private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
  private final MessageSource messages;
  private final AssetFiles assets;
  private final Permissions permissions;
  private final Desk.Keeper desks;
  private final Forms forms;

  TemplateViews(
      MessageSource messages,
      AssetFiles assets,
      Permissions permissions,
      Desk.Keeper desks,
      Forms forms) {
    this.messages = messages;
    this.forms = forms;
    this.assets = assets;
    this.permissions = permissions;
    this.desks = desks;
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  @Override
  public @Nullable View resolveViewName(String name, Locale locale) {
    var template = name + ".jte";
    return templates.hasTemplate(template) ? view(template) : null;
  }

  private View view(String template) {
    return (model, request, response) -> {
      var params = new HashMap<String, Object>();
      if (model != null && model.get("page") != null) {
        params.put("page", Objects.requireNonNull(model.get("page")));
      }
      params.put("frame", frame(request));
      var page = new Utf8ByteOutput();
      templates.render(template, params, page);
      response.setContentType("text/html;charset=UTF-8");
      response.setContentLength(page.getContentLength());
      page.writeTo(response.getOutputStream());
    };
  }

  private Frame frame(HttpServletRequest request) {
    // While the database is away there is no desk, but a page that says so.
    var away = request.getAttribute(Gate.OUTAGE) != null;
    var reader = SignedIn.here();
    var known = reader.filter(_ -> !away);
    var here = here(request);
    return new Frame(
        new Words(messages, RequestContextUtils.getLocale(request)),
        path(request),
        here,
        assets.assets(),
        Looks.of(request),
        reader.map(who -> new Frame.Reader(who.person(), who.name())),
        known.map(who -> permissions.actions(who.person())).orElse(Set.of()),
        known.map(who -> desks.of(who.person())).orElse(Desk.EMPTY),
        request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token
            ? token.getToken()
            : "",
        forms.marks(request),
        said(request));
  }

  private static Optional<Label> said(HttpServletRequest request) {
    return Optional.ofNullable(RequestContextUtils.getInputFlashMap(request))
        .filter(left -> left.containsKey(Frame.SAID_CHINESE))
        .map(left ->
            new Label(
                String.valueOf(left.get(Frame.SAID_CHINESE)),
                String.valueOf(left.get(Frame.SAID_ENGLISH))));
  }

  private static String path(HttpServletRequest request) {
    return request.getAttribute("jakarta.servlet.error.request_uri") instanceof String original
        ? original
        : request.getRequestURI();
  }

  /**
   * This page again, to be asked for in another language or look; what a form posted is not
   * repeated.
   */
  private static Address here(HttpServletRequest request) {
    var address = Address.of(path(request));
    if (request.getMethod().equals("GET")) {
      for (var name : Collections.list(request.getParameterNames())) {
        for (var value : Objects.requireNonNull(request.getParameterValues(name))) {
          address = address.withIf(!WebConfiguration.isSetting(name), name, value);
        }
      }
    }
    return address;
  }
}
