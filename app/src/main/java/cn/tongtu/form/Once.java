package cn.tongtu.form;

import cn.tongtu.form.Posts.Answer;
import cn.tongtu.form.Posts.Sent;
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
                digest(request.getRequestURI(), request.getParameterMap())));
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
    while (!posts.claim(sent)) {
      switch (posts.find(sent).orElse(null)) {
        case Answer.Done(var location) -> {
          response.setStatus(HttpStatus.SEE_OTHER.value());
          response.setHeader(HttpHeaders.LOCATION, location);
          return;
        }
        case Answer.Shown() -> {
          if (!shown.repeat(sent, response)) {
            refuse(request, response);
          }
          return;
        }
        case Answer.Running() -> {
          if (System.nanoTime() > until) {
            refuse(request, response);
            return;
          }
          pause();
        }
        // It came to nothing just now: ours to take.
        case null -> {}
      }
    }
    first(sent, request, response, chain);
  }

  private static void refuse(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    request.setAttribute(Forms.REPEATED, true);
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
      Sent sent, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    clean();
    Commits.begin();
    var answer = new ContentCachingResponseWrapper(response);
    var finished = false;
    try {
      chain.doFilter(request, answer);
      finished = true;
      answered(sent, answer);
    } finally {
      // What was written although the answer failed must not be written again.
      if (!finished && !Commits.any()) {
        posts.forget(sent);
      }
      Commits.begin();
    }
    answer.copyBodyToResponse();
  }

  private void answered(Sent sent, ContentCachingResponseWrapper answer) {
    var status = HttpStatus.resolve(answer.getStatus());
    var location = answer.getHeader(HttpHeaders.LOCATION);
    if (location != null && status != null && status.is3xxRedirection()) {
      posts.done(sent, location);
    } else if (status != null && status.is2xxSuccessful()) {
      posts.shown(sent);
      shown.keep(sent, answer);
    } else if (status == null || !status.is5xxServerError() || !Commits.any()) {
      posts.forget(sent);
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
