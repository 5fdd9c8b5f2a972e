package cn.tongtu.form;

import cn.tongtu.shared.FormMarks;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * The marks of rendered forms (表单标记): each is made once, genuine ones are told from invented ones,
 * and one fits the person whom it was rendered for and nobody else, also after a restart.
 */
@Service
public class Forms {
  /** The fields that forms carry unseen. */
  public static final String ONCE = "_once";

  public static final String FROM = "_from";

  /**
   * Says to the error page, by a label, why the first sending has no answer that could be repeated.
   */
  public static final String REPEATED = "cn.tongtu.form.repeated";

  static final String CSRF = "_csrf";

  private static final int NONCE_BYTES = 16;
  private static final Pattern MARK =
      Pattern.compile("([0-9a-f]{32})\\.([0-9a-f]{32})\\.([0-9a-f]{32})");

  private final JdbcClient db;
  private final FormOwner owner;
  private final SecureRandom random = new SecureRandom();
  private volatile byte @Nullable [] secret;

  Forms(JdbcClient db, FormOwner owner) {
    this.db = db;
    this.owner = owner;
  }

  /** For the forms of the page that is being rendered. */
  public FormMarks marks(HttpServletRequest request) {
    var person = owner.here();
    return new FormMarks(
        () -> person.map(this::mark).orElse(""),
        page(request).orElse(""),
        person.map(String::valueOf).orElse(""));
  }

  public String mark(long person) {
    var nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    var text = HexFormat.of().formatHex(nonce);
    var whose = whose(text, person);
    return text + "." + whose + "." + genuine(text, whose);
  }

  private String whose(String nonce, long person) {
    return authentic("person " + nonce + " " + person);
  }

  private String genuine(String nonce, String whose) {
    return authentic("mark " + nonce + " " + whose);
  }

  /** Whether we rendered it, for whomever. */
  boolean isGenuine(@Nullable String mark) {
    var parts = MARK.matcher(Objects.requireNonNullElse(mark, ""));
    return parts.matches() && same(genuine(parts.group(1), parts.group(2)), parts.group(3));
  }

  boolean fits(@Nullable String mark, long person) {
    var parts = MARK.matcher(Objects.requireNonNullElse(mark, ""));
    return parts.matches()
        && isGenuine(mark)
        && same(whose(parts.group(1), person), parts.group(2));
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
  }

  private String authentic(String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret(), "HmacSHA256"));
      var full = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(full, 0, NONCE_BYTES);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private byte[] secret() {
    var known = secret;
    if (known == null) {
      known = db.sql("select secret from form.secret").query(byte[].class).single();
      secret = known;
    }
    return known;
  }

  /**
   * The page that the request shows or its form stood on, by path and query; empty where that is no
   * page of ours.
   */
  public static Optional<String> page(HttpServletRequest request) {
    if (request.getMethod().equals("GET")) {
      var query = request.getQueryString();
      return Optional.of(request.getRequestURI() + (query == null ? "" : "?" + query));
    }
    return Optional.ofNullable(request.getParameter(FROM)).filter(Forms::isOurs);
  }

  /** A path on this server and nothing that a browser takes for another server's. */
  private static boolean isOurs(String address) {
    try {
      var uri = URI.create(address);
      return address.startsWith("/")
          && !address.startsWith("//")
          && address.indexOf('\\') < 0
          && uri.getScheme() == null
          && uri.getRawAuthority() == null;
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }
}
