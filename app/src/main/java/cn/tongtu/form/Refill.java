package cn.tongtu.form;

import cn.tongtu.form.KeptForms.Kept;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.springframework.context.MessageSource;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Puts what was kept into its form again (放回表单), with a notice, for the person who typed it. What
 * the form carries unseen stays as it is now rendered, so that a change in between is not missed.
 */
@Component
@Order(1)
class Refill extends OncePerRequestFilter {
  private final KeptForms kept;
  private final Forms forms;
  private final FormOwner owner;
  private final MessageSource messages;
  private final LocaleResolver locales;

  Refill(
      KeptForms kept,
      Forms forms,
      FormOwner owner,
      MessageSource messages,
      LocaleResolver locales) {
    this.kept = kept;
    this.forms = forms;
    this.owner = owner;
    this.messages = messages;
    this.locales = locales;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var waiting = waiting(request);
    var person = waiting.isEmpty() ? Optional.<Long>empty() : owner.here();
    if (person.isEmpty()) {
      chain.doFilter(request, response);
    } else if (!forms.fits(waiting.orElseThrow().mark(), person.get())) {
      kept.forget(waiting.get(), request, response);
      chain.doFilter(request, response);
    } else {
      refilled(waiting.get(), request, response, chain);
    }
  }

  private Optional<Kept> waiting(HttpServletRequest request) {
    return request.getMethod().equals("GET")
        ? kept.key(request)
            .flatMap(key -> Forms.page(request).flatMap(page -> kept.find(key, page)))
        : Optional.empty();
  }

  private void refilled(
      Kept typed, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var answer = new ContentCachingResponseWrapper(response);
    chain.doFilter(request, answer);
    var type = answer.getContentType();
    if (answer.getStatus() == HttpServletResponse.SC_OK
        && type != null
        && type.startsWith("text/html")) {
      var page = Jsoup.parse(new String(answer.getContentAsByteArray(), StandardCharsets.UTF_8));
      page.outputSettings().prettyPrint(false);
      refill(page, typed, locales.resolveLocale(request));
      answer.resetBuffer();
      answer.getOutputStream().write(page.outerHtml().getBytes(StandardCharsets.UTF_8));
      kept.forget(typed, request, answer);
    }
    answer.copyBodyToResponse();
  }

  /** Where the form is not there any more, what was typed is at least shown. */
  private void refill(Document page, Kept typed, Locale locale) {
    var notice =
        new Element("p")
            .addClass("notice")
            .attr("role", "status")
            .text(message("form.kept." + typed.why(), locale));
    var form = form(page, typed);
    if (form.isPresent()) {
      form.get().prependChild(notice);
      form.get().attr("data-kept", "");
      // What is not ticked is not sent.
      form.get().select("input[type=checkbox], input[type=radio]").removeAttr("checked");
      typed.fields().forEach((name, values) -> fill(form.get(), name, values));
    } else {
      var main = Optional.ofNullable(page.selectFirst("main")).orElse(page.body());
      var list = new Element("dl").addClass("facts");
      typed
          .fields()
          .forEach((name, values) ->
              list.appendChild(
                  new Element("div")
                      .appendChild(new Element("dt").text(name))
                      .appendChild(new Element("dd").text(String.join("，", values)))));
      main.prependChild(list);
      main.prependChild(notice.text(message("form.kept.gone", locale)));
    }
  }

  private String message(String key, Locale locale) {
    return messages.getMessage(key, null, locale);
  }

  private static Optional<Element> form(Document page, Kept typed) {
    return page.select("form[method=post]").stream()
        .filter(form -> form.attr("action").replaceFirst("[?#].*", "").equals(typed.action()))
        .findFirst();
  }

  private static void fill(Element form, String name, List<String> values) {
    for (var field : form.select("input, textarea, select")) {
      if (!field.attr("name").equals(name)) {
        continue;
      }
      switch (field.normalName()) {
        case "textarea" -> field.text(values.getFirst());
        case "select" ->
            field
                .select("option")
                .forEach(option -> mark(option, "selected", values.contains(option.val())));
        default -> fillInput(field, values);
      }
    }
  }

  private static void fillInput(Element field, List<String> values) {
    switch (field.attr("type").toLowerCase(Locale.ROOT)) {
      case "hidden", "password", "file", "submit", "button" -> {}
      case "checkbox", "radio" -> mark(field, "checked", values.contains(field.val()));
      default -> field.val(values.getFirst());
    }
  }

  private static void mark(Element element, String attribute, boolean set) {
    if (set) {
      element.attr(attribute, "");
    } else {
      element.removeAttr(attribute);
    }
  }
}
