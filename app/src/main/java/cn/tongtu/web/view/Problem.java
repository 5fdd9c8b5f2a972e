package cn.tongtu.web.view;

import cn.tongtu.shared.Label;
import java.util.Optional;

/**
 * What an error page says (错误页): the status, what it was about, and the request's number.
 *
 * @param form the page whose form was sent, filled in again where it could be kept
 * @param retry the address to ask for again; empty where that is a form
 */
public record Problem(
    int status,
    Optional<Label> told,
    String parameter,
    String number,
    Optional<String> form,
    String retry) {
  /** The messages of a status that has its own, else those of its family. */
  public String key() {
    return switch (status) {
      // Told why: a person may not. Without a word: the form came from elsewhere or is too old.
      case 403 -> told.isPresent() ? "problem.forbidden" : "problem.403";
      case 400, 404, 405, 409, 422, 429, 503 -> "problem." + status;
      default -> status < 500 ? "problem.400" : "problem.500";
    };
  }
}
