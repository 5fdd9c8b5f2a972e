package cn.tongtu.web;

import cn.tongtu.form.Forms;
import cn.tongtu.form.KeptForms;
import cn.tongtu.identity.Audit;
import cn.tongtu.identity.Organisations;
import cn.tongtu.ledger.ClosedMonth;
import cn.tongtu.shared.BadParameter;
import cn.tongtu.shared.Forbidden;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.Outage;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.Stale;
import cn.tongtu.web.view.Problem;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;

/**
 * Turns what went wrong into a page with a next step and the request's number, by which the log has
 * it: our own faults as errors, all else in a line.
 */
@Controller
@ControllerAdvice
class Problems implements ErrorController {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private static final String RETRY_SECONDS = "10";

  private final Audit audit;
  private final Organisations organisations;
  private final KeptForms kept;

  Problems(Audit audit, Organisations organisations, KeptForms kept) {
    this.audit = audit;
    this.organisations = organisations;
    this.kept = kept;
  }

  @ExceptionHandler
  ModelAndView refused(Refusal refusal, HttpServletRequest request, HttpServletResponse response) {
    var told =
        Optional.of(
            refusal instanceof ClosedMonth closed
                ? closed.named(organisations)
                : new Label(refusal.chinese(), refusal.english()));
    return switch (refusal) {
      case Forbidden forbidden -> {
        audit.refused(forbidden);
        yield page(403, told, "", request);
      }
      case NotFound _ -> page(404, told, "", request);
      case Stale _ ->
          page(409, told, "", kept.keep(request, response, KeptForms.Why.CHANGED), request);
      case BadParameter bad -> page(400, told, bad.name(), request);
      default -> page(422, told, "", kept.keep(request, response, KeptForms.Why.REFUSED), request);
    };
  }

  @ExceptionHandler
  ModelAndView missing(
      MissingServletRequestParameterException missing, HttpServletRequest request) {
    return page(
        400,
        Optional.of(new Label("缺少这个参数", "this parameter is missing")),
        missing.getParameterName(),
        request);
  }

  @ExceptionHandler
  ModelAndView mistyped(MethodArgumentTypeMismatchException wrong, HttpServletRequest request) {
    var value = String.valueOf(wrong.getValue());
    return page(
        400,
        Optional.of(
            new Label("“" + value + "”不是所要的数", "“" + value + "” is not a number as asked for")),
        wrong.getName(),
        request);
  }

  /** Two deeds waited for each other, and the database let one of them go. */
  @ExceptionHandler
  ModelAndView crossed(
      PessimisticLockingFailureException crossed,
      HttpServletRequest request,
      HttpServletResponse response) {
    return page(
        409,
        Optional.of(
            new Label(
                "另一人正在办理同一件事，这次没有写入，请再提交一次",
                "somebody else was at it; nothing was written, submit again")),
        "",
        kept.keep(request, response, KeptForms.Why.CHANGED),
        request);
  }

  @ExceptionHandler
  ModelAndView other(Exception failure, HttpServletRequest request, HttpServletResponse response) {
    if (failure instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
      return page(known.getStatusCode().value(), Optional.empty(), "", request);
    }
    var outage = Outage.behind(failure);
    if (outage.isPresent()) {
      return away(outage.get(), request, response);
    }
    LOG.error("请求 {} 失败 request failed: {}", number(request), request.getRequestURI(), failure);
    return page(500, Optional.empty(), "", request);
  }

  private static ModelAndView away(
      Outage outage, HttpServletRequest request, HttpServletResponse response) {
    request.setAttribute(Gate.OUTAGE, outage);
    response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
    LOG.error(
        "请求 {} 未能办理 request not served: {} {}: {}",
        number(request),
        asked(request),
        outage.label().chinese(),
        outage.said());
    return page(503, Optional.of(outage.label()), "", request);
  }

  /** What the server itself turned away before any page was reached. */
  @RequestMapping("/error")
  ModelAndView container(HttpServletRequest request, HttpServletResponse response) {
    if (request.getAttribute(Gate.OUTAGE) instanceof Outage outage) {
      return away(outage, request, response);
    }
    if (request.getAttribute(Forms.REPEATED) instanceof Label repeated) {
      return page(409, Optional.of(repeated), "", Forms.page(request), request);
    }
    var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    return page(status instanceof Integer code ? code : 404, Optional.empty(), "", request);
  }

  private static ModelAndView page(
      int status, Optional<Label> told, String parameter, HttpServletRequest request) {
    return page(status, told, parameter, Optional.empty(), request);
  }

  /**
   * @param form the page on which the form stands again, with what was typed
   */
  private static ModelAndView page(
      int status,
      Optional<Label> told,
      String parameter,
      Optional<String> form,
      HttpServletRequest request) {
    if (status < 500) {
      // So that the number on the page is found; whose fault it is decides how loud.
      LOG.info("请求 {} {} {} {}", number(request), status, request.getMethod(), asked(request));
    }
    var retry = status == 503 && request.getMethod().equals("GET") ? address(request) : "";
    var page =
        new ModelAndView(
            "web/problem",
            "page",
            new Problem(status, told, parameter, number(request), form, retry));
    page.setStatus(HttpStatusCode.valueOf(status));
    return page;
  }

  /** The path that was asked for, also where the server has gone on to its error page. */
  private static String asked(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String original
        ? original
        : request.getRequestURI();
  }

  private static String address(HttpServletRequest request) {
    var query =
        request.getAttribute(RequestDispatcher.ERROR_QUERY_STRING) instanceof String original
            ? original
            : request.getQueryString();
    return asked(request) + (query == null ? "" : "?" + query);
  }

  private static String number(HttpServletRequest request) {
    return String.valueOf(request.getAttribute(Gate.REQUEST_ID));
  }
}
