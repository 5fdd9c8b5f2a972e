package cn.tongtu.testkit;

import java.net.CookieManager;
import java.net.http.HttpClient;
import java.util.Objects;
import java.util.regex.Pattern;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.client.RestClient;

/**
 * A browser without a screen (测试用浏览器): keeps its cookies but not its language, and knows the token
 * its forms send.
 */
public record DemoClient(RestClient client) {
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  public static DemoClient stranger(int port) {
    var http =
        HttpClient.newBuilder()
            .cookieHandler(new CookieManager(null, (_, cookie) -> !cookie.getName().equals("lang")))
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    return new DemoClient(
        RestClient.builder()
            .requestFactory(new JdkClientHttpRequestFactory(http))
            .baseUrl("http://localhost:" + port)
            .defaultStatusHandler(_ -> true, (_, _) -> {})
            .build());
  }

  /** As one of the sample's people, by the button on the sign-in page. */
  public static DemoClient signedIn(int port, String account) {
    var stranger = stranger(port);
    var form = new LinkedMultiValueMap<String, String>();
    form.add("_csrf", stranger.csrf("/sign-in"));
    form.add("account", account);
    form.add("password", "");
    stranger.client.post().uri("/sign-in").body(form).retrieve().toBodilessEntity();
    return stranger;
  }

  public String csrf() {
    return csrf("/me");
  }

  public String csrf(String page) {
    return token(String.valueOf(client.get().uri(page).retrieve().body(String.class)));
  }

  public static String token(String html) {
    var token = TOKEN.matcher(html);
    return token.find() ? Objects.requireNonNull(token.group(1)) : "";
  }
}
