package cn.tongtu.form;

import cn.tongtu.form.Posts.Answer;
import cn.tongtu.form.Posts.Claim;
import cn.tongtu.form.Posts.Sent;
import cn.tongtu.shared.Label;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * A form that is sent twice is taken once (防重复提交): pressed twice, or sent again with the browser's
 * back button, it gets the first answer. Other text in the same form is another sending.
 */
// Behind sign-in and the form's token, whose filters stand at -100.
@Component
@Order(0)
class Once extends OncePerRequestFilter {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
  private static final Label DONE =
      new Label(
          "这张表单上一次已经办成，只是结果不能再次显示；这次没有再办。请到相应页面核对",
          "this form was taken before and its answer cannot be shown again; nothing was done this time. Look where it belongs");
  private static final Label BUSY =
      new Label(
          "这张表单正在办理，还没有结果；这次没有再办。请过一会儿核对是否已办好，再决定要不要重新填写",
          "this form is being taken and has no answer yet; nothing was done this time. Look in a while whether it was done");
  private static final long LOOK_MILLIS = 50;
  private static final Duration KEEP = Duration.ofDays(2);
  private static final int CLEAN_EVERY = 500;

  private final Forms forms;
  private final FormOwner owner;
  private final Posts posts;
  private final Shown shown = new Shown();
  private int taken;

  Once(Forms forms, FormOwner owner, Posts posts) {
    this.forms = forms;
    this.owner = owner;
    this.posts = posts;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var sent = sent(request);
    if (sent.isEmpty()) {
      chain.doFilter(request, response);
    } else {
      take(sent.get(), request, response, chain);
    }
  }

  private Optional<Sent> sent(HttpServletRequest request) {
    var mark = request.getMethod().equals("POST") ? request.getParameter(Forms.ONCE) : null;
    var person = mark == null ? Optional.<Long>empty() : owner.here();
    return person
        .filter(who -> forms.fits(mark, who))
        .map(who ->
            new Sent(
                who,
                Objects.requireNonNull(mark),
                digest(request.getRequestURI() + files(request), request.getParameterMap())));
  }

  /** Another file in the same form is another sending. */
  private static String files(HttpServletRequest request) {
    if (!Objects.requireNonNullElse(request.getContentType(), "").startsWith("multipart/")) {
      return "";
    }
    try {
      return request.getParts().stream()
          .filter(part -> part.getSubmittedFileName() != null)
          .map(part -> " " + part.getSubmittedFileName() + " " + part.getSize())
          .collect(Collectors.joining());
    } catch (IOException | ServletException unreadable) {
      return "";
    }
  }

  /** Of the address and all that a person typed. */
  static String digest(String path, Map<String, String[]> parameters) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(path.getBytes(StandardCharsets.UTF_8));
      new TreeMap<>(parameters)
          .forEach((name, values) -> {
            if (!name.equals(Forms.CSRF) && !name.equals(Forms.ONCE) && !name.equals(Forms.FROM)) {
              for (var value : values) {
                digest.update(
                    (name.length() + " " + name + value.length() + " " + value)
                        .getBytes(StandardCharsets.UTF_8));
              }
            }
          });
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void take(
      Sent sent, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var until = System.nanoTime() + LONGEST_WAIT.toNanos();
    var claim = posts.claim(sent);
    while (claim.isEmpty()) {
      switch (posts.find(sent).orElse(null)) {
        case Answer.Done(var location) -> {
          response.setStatus(HttpStatus.SEE_OTHER.value());
          response.setHeader(HttpHeaders.LOCATION, location);
          return;
        }
        case Answer.Shown() -> {
          if (!shown.repeat(sent, response)) {
            refuse(request, response, DONE);
          }
          return;
        }
        case Answer.Written() -> {
          refuse(request, response, DONE);
          return;
        }
        case Answer.Running() -> {
          if (System.nanoTime() > until) {
            refuse(request, response, BUSY);
            return;
          }
          pause();
        }
        // It came to nothing just now: ours to take.
        case null -> {}
      }
      claim = posts.claim(sent);
    }
    first(claim.get(), request, response, chain);
  }

  private static void refuse(HttpServletRequest request, HttpServletResponse response, Label why)
      throws IOException {
    request.setAttribute(Forms.REPEATED, why);
    response.sendError(HttpStatus.CONFLICT.value());
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_MILLIS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private void first(
      Claim claim, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    clean();
    Commits.begin(claim);
    var answer = new ContentCachingResponseWrapper(response);
    var finished = false;
    try {
      chain.doFilter(request, answer);
      finished = true;
      answered(claim, answer);
    } finally {
      // What was written although the answer failed must not be written again.
      if (!finished && !Commits.any()) {
        posts.forget(claim);
      }
      Commits.end();
    }
    answer.copyBodyToResponse();
  }

  private void answered(Claim claim, ContentCachingResponseWrapper answer) {
    var status = HttpStatus.resolve(answer.getStatus());
    var location = answer.getHeader(HttpHeaders.LOCATION);
    if (location != null && status != null && status.is3xxRedirection()) {
      posts.done(claim, location);
    } else if (status != null && status.is2xxSuccessful()) {
      posts.shown(claim);
      shown.keep(claim.sent(), answer);
    } else if (status == null || !status.is5xxServerError() || !Commits.any()) {
      posts.forget(claim);
    }
  }

  private synchronized void clean() {
    if (taken++ % CLEAN_EVERY == 0) {
      posts.forgetOlderThan(KEEP);
    }
  }

  /** Pages that a form was answered with, kept for a moment: a link shown once, say. */
  private static final class Shown {
    private static final int MOST = 100;
    private static final int LARGEST = 256 * 1024;
    private static final Duration KEEP = Duration.ofMinutes(2);

    private record Page(String type, String body, long until) {}

    private final Map<Sent, Page> pages =
        Collections.synchronizedMap(
            new LinkedHashMap<>() {
              private static final long serialVersionUID = 1;

              @Override
              protected boolean removeEldestEntry(Map.Entry<Sent, Page> eldest) {
                return size() > MOST || eldest.getValue().until < System.nanoTime();
              }
            });

    void keep(Sent sent, ContentCachingResponseWrapper answer) {
      if (answer.getContentSize() <= LARGEST) {
        pages.put(
            sent,
            new Page(
                Objects.requireNonNullElse(answer.getContentType(), "text/html;charset=UTF-8"),
                new String(answer.getContentAsByteArray(), StandardCharsets.UTF_8),
                System.nanoTime() + KEEP.toNanos()));
      }
    }

    boolean repeat(Sent sent, HttpServletResponse response) throws IOException {
      var page = pages.get(sent);
      if (page == null || page.until < System.nanoTime()) {
        return false;
      }
      response.setContentType(page.type);
      response.getOutputStream().write(page.body.getBytes(StandardCharsets.UTF_8));
      return true;
    }
  }
}
