package cn.tongtu.api;

import cn.tongtu.identity.Audit;
import cn.tongtu.identity.Organisations;
import cn.tongtu.ledger.ClosedMonth;
import cn.tongtu.shared.BadParameter;
import cn.tongtu.shared.Forbidden;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.Outage;
import cn.tongtu.shared.ProblemJson;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.Stale;
import cn.tongtu.shared.WrongField;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** Answers a program whose request was not served, as pages answer a person. */
@ControllerAdvice(annotations = Resource.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class ApiProblems {
  private static final Logger LOG = LoggerFactory.getLogger(ApiProblems.class);
  private static final String RETRY_SECONDS = "10";

  /** By which reason a record of a closed month is changed all the same. */
  static final String REVISION_REASON = "revisionReason";

  private final Audit audit;
  private final Organisations organisations;

  ApiProblems(Audit audit, Organisations organisations) {
    this.audit = audit;
    this.organisations = organisations;
  }

  @ExceptionHandler
  void refused(Refusal refusal, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (refusal instanceof Forbidden forbidden) {
      audit.refused(forbidden);
    }
    problem(refusal).write(request, response);
  }

  private ProblemJson problem(Refusal refusal) {
    var told = new Label(refusal.chinese(), refusal.english());
    return switch (refusal) {
      case Forbidden _ -> ProblemJson.of(403, told);
      case NotFound _ -> ProblemJson.of(404, told);
      case Stale _ -> ProblemJson.of(409, told);
      case BadParameter bad -> ProblemJson.of(400, told).with(one(bad.name(), told));
      case WrongField wrong -> ProblemJson.of(422, told).with(wrong.errors());
      case ClosedMonth closed -> {
        var said = closed.named(organisations);
        yield ProblemJson.of(422, said).with(one(REVISION_REASON, said));
      }
      default -> ProblemJson.of(422, told);
    };
  }

  private static SequencedMap<String, Label> one(String field, Label says) {
    return new LinkedHashMap<>(Map.of(field, says));
  }

  @ExceptionHandler
  void unreadable(
      HttpMessageNotReadableException wrong,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    ProblemJson.of(
            400,
            new Label(
                "请求体不是所要的 JSON，请对照接口说明",
                "the body is not the JSON that is asked for; see the description"))
        .write(request, response);
  }

  /** Two deeds waited for each other, and the database let one of them go. */
  @ExceptionHandler
  void crossed(
      PessimisticLockingFailureException crossed,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    ProblemJson.of(
            409,
            new Label(
                "另一人正在办理同一件事，这次没有写入，请再发一次",
                "somebody else was at it; nothing was written, send it again"))
        .write(request, response);
  }

  @ExceptionHandler
  void other(Exception failure, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (failure instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
      ProblemJson.of(
              known.getStatusCode().value(),
              new Label("请求有误，请对照接口说明", "the request is not as the description says"))
          .write(request, response);
      return;
    }
    var outage = Outage.behind(failure);
    if (outage.isPresent()) {
      response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
      ProblemJson.of(503, outage.get().label()).write(request, response);
      return;
    }
    LOG.error("程序请求失败 a program's request failed: {}", request.getRequestURI(), failure);
    ProblemJson.of(
            500,
            new Label(
                "系统出错，已记录。请凭 request 号联系管理员",
                "a fault of ours, and noted; tell the administrator the request's number"))
        .write(request, response);
  }
}
