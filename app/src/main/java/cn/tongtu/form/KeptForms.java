package cn.tongtu.form;

import cn.tongtu.shared.Outage;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was typed into a form that could not be taken (暂存的表单): its session was over, its token had
 * gone stale, or somebody had changed the record. It is encrypted by a key that only the browser
 * has, kept for half an hour, and put into the form again for the same person; it is never sent by
 * itself.
 */
@Service
public class KeptForms {
  /** Fields of the type password; what they hold is never kept. A test knows the templates. */
  public static final Set<String> SECRETS = Set.of("password", "again", "old");

  static final String COOKIE = "tongtu-form";
  static final Duration KEEP = Duration.ofMinutes(30);

  private static final Logger LOG = LoggerFactory.getLogger(KeptForms.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int LARGEST = 64 * 1024;

  private final JdbcClient db;
  private final Forms forms;
  private final SecureRandom random = new SecureRandom();

  KeptForms(JdbcClient db, Forms forms) {
    this.db = db;
    this.forms = forms;
  }

  /** Why a form could not be taken (暂存原因). */
  public enum Why {
    SESSION,
    TOKEN,
    CHANGED,
    REFUSED
  }

  /**
   * What was typed.
   *
   * @param page where the form stood
   * @param action where it was sent
   */
  record Kept(String mark, String page, String action, Why why, Map<String, List<String>> fields) {}

  /**
   * Keeps what the request brings, if it is a form that we rendered for somebody.
   *
   * @return the page to open again; empty where nothing was kept
   */
  public Optional<String> keep(HttpServletRequest request, HttpServletResponse response, Why why) {
    var mark = request.getMethod().equals("POST") ? request.getParameter(Forms.ONCE) : null;
    var page = Forms.page(request);
    try {
      if (mark == null || page.isEmpty() || response.isCommitted() || !forms.isGenuine(mark)) {
        return Optional.empty();
      }
      var typed =
          JSON.writeValueAsBytes(
              new Kept(mark, page.get(), request.getRequestURI(), why, fields(request)));
      if (typed.length > LARGEST) {
        return Optional.empty();
      }
      var key = new byte[KEY_BYTES];
      random.nextBytes(key);
      put(mark, page.get(), key, typed);
      give(request, response, HexFormat.of().formatHex(key), KEEP);
      return page;
    } catch (DataAccessException failed) {
      // The person is told what matters anyway; of an outage the request itself tells.
      if (Outage.behind(failed).isEmpty()) {
        LOG.warn("表单没有暂存 a form was not kept", failed);
      }
      return Optional.empty();
    }
  }

  private static Map<String, List<String>> fields(HttpServletRequest request) {
    var fields = new TreeMap<String, List<String>>();
    request
        .getParameterMap()
        .forEach((name, values) -> {
          if (!name.startsWith("_") && !SECRETS.contains(name)) {
            fields.put(name, List.of(values));
          }
        });
    return fields;
  }

  private void put(String mark, String page, byte[] key, byte[] typed) {
    db.sql("delete from form.kept where at < clock_timestamp() - ? * interval '1 millisecond'")
        .param(KEEP.toMillis())
        .update();
    db.sql(
            """
            insert into form.kept (mark, browser, page, content) values (?, ?, ?, ?)
            on conflict (mark) do update
              set browser = excluded.browser, page = excluded.page, content = excluded.content, at = clock_timestamp()
            """)
        .params(mark, browser(key), page, encrypted(key, typed))
        .update();
  }

  /** The key as the browser brings it, if it does. */
  Optional<String> key(HttpServletRequest request) {
    return Arrays.stream(Objects.requireNonNullElse(request.getCookies(), new Cookie[0]))
        .filter(cookie -> cookie.getName().equals(COOKIE))
        .map(Cookie::getValue)
        .filter(value -> KEY.matcher(value).matches())
        .findFirst();
  }

  /** What this browser sent from a page, if it is still kept. */
  Optional<Kept> find(String key, String page) {
    var bytes = HexFormat.of().parseHex(key);
    return db.sql(
            """
            select content from form.kept
             where browser = ? and page = ? and at > clock_timestamp() - ? * interval '1 millisecond'
            """)
        .params(browser(bytes), page, KEEP.toMillis())
        .query(byte[].class)
        .optional()
        .map(content -> JSON.readValue(decrypted(bytes, content), Kept.class));
  }

  /** It stands in its form again, or is none of this person's business. */
  void forget(Kept kept, HttpServletRequest request, HttpServletResponse response) {
    db.sql("delete from form.kept where mark = ?").param(kept.mark).update();
    give(request, response, "", Duration.ZERO);
  }

  private static void give(
      HttpServletRequest request, HttpServletResponse response, String value, Duration age) {
    response.addHeader(
        HttpHeaders.SET_COOKIE,
        ResponseCookie.from(COOKIE, value)
            .path("/")
            .httpOnly(true)
            .secure(request.isSecure())
            .sameSite("Lax")
            .maxAge(age)
            .build()
            .toString());
  }

  /** Says which browser without telling the key. */
  private static String browser(byte[] key) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update("browser".getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(digest.digest(key));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private byte[] encrypted(byte[] key, byte[] typed) {
    try {
      var nonce = new byte[NONCE_BYTES];
      random.nextBytes(nonce);
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(key, "AES"),
          new GCMParameterSpec(TAG_BITS, nonce));
      var hidden = cipher.doFinal(typed);
      var content = Arrays.copyOf(nonce, NONCE_BYTES + hidden.length);
      System.arraycopy(hidden, 0, content, NONCE_BYTES, hidden.length);
      return content;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] decrypted(byte[] key, byte[] content) {
    try {
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(key, "AES"),
          new GCMParameterSpec(TAG_BITS, content, 0, NONCE_BYTES));
      return cipher.doFinal(content, NONCE_BYTES, content.length - NONCE_BYTES);
    } catch (GeneralSecurityException altered) {
      throw new IllegalStateException(altered);
    }
  }
}
