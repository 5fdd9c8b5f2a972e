package cn.tongtu.demo;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.testkit.DemoClient;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.util.UriComponentsBuilder;

/** The authority's own sign-on, against a small OpenID Connect server that this test starts. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SingleSignOnTest {
  private static final Server SERVER = Server.start();

  @LocalServerPort private int port;
  @Autowired private JdbcClient db;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    registry.add("tongtu.oidc.issuer", () -> SERVER.issuer);
    registry.add("tongtu.oidc.client-id", () -> "tongtu");
    registry.add("tongtu.oidc.client-secret", () -> "secret");
    registry.add("tongtu.oidc.name", () -> "用某县统一身份登录");
  }

  @BeforeEach
  void enter() {
    db.sql(
            """
            insert into identity.person (account, name) values ('wang', '王某')
            on conflict do nothing
            """)
        .update();
  }

  @AfterAll
  void stop() {
    SERVER.http.stop(0);
  }

  @Test
  void whoTheAuthorityNamesIsSignedInAsThePersonEnteredHere() {
    SERVER.names = "Wang";
    var browser = DemoClient.stranger(port);
    assertThat(get(browser, "/sign-in")).contains("用某县统一身份登录", "/oauth2/authorization/authority");
    assertThat(get(browser, "/organisations")).contains("<title>登录");

    assertThat(get(browser, "/oauth2/authorization/authority"))
        .as("back to the page that was asked for")
        .contains("<title>单位 · 通途</title>", "王某");
    assertThat(get(browser, "/me")).contains("王某", "登录中的设备", "本机");
    assertThat(trail("SIGN_IN", "王某")).contains("统一身份登录");
  }

  @Test
  void whomNobodyEnteredIsNotMade() {
    SERVER.names = "stranger";
    var people = count();
    assertThat(get(DemoClient.stranger(port), "/oauth2/authorization/authority"))
        .contains("<title>登录", "本系统没有这个账号");
    assertThat(count()).isEqualTo(people);
    assertThat(trail("SIGN_IN_FAILED", "stranger")).contains("没有这个账号");
  }

  @Test
  void whoHasLeftIsNotLetIn() {
    db.sql(
            """
            insert into identity.person (account, name, left_on) values ('gone', '走了', '2024-01-01')
            on conflict do nothing
            """)
        .update();
    SERVER.names = "gone";
    var browser = DemoClient.stranger(port);
    assertThat(get(browser, "/oauth2/authorization/authority")).contains("或已离岗");
    assertThat(get(browser, "/me")).contains("<title>登录");
  }

  /** One lock for both ways in. */
  @Test
  void aLockedAccountIsLockedHereToo() {
    db.sql(
            """
            insert into identity.person (account, name) values ('locked', '锁定的')
            on conflict do nothing
            """)
        .update();
    db.sql(
            """
            insert into identity.attempts (kind, key, failures, last_at, locked_until)
            values ('account', 'locked', 9, now(), now() + interval '10 minutes')
            on conflict do nothing
            """)
        .update();
    SERVER.names = "locked";
    assertThat(get(DemoClient.stranger(port), "/oauth2/authorization/authority")).contains("已暂时锁定");
  }

  @Test
  void aTokenThatAnotherKeySignedIsRefused() throws JOSEException {
    SERVER.names = "wang";
    SERVER.signing = new RSAKeyGenerator(2048).keyID("k").generate();
    try {
      var browser = DemoClient.stranger(port);
      assertThat(get(browser, "/oauth2/authorization/authority")).contains("<title>登录");
      assertThat(get(browser, "/me")).contains("<title>登录");
    } finally {
      SERVER.signing = SERVER.key;
    }
  }

  private String trail(String kind, String actor) {
    return String.join(
        " ",
        db.sql("select why from identity.audit where kind = ? and actor = ?")
            .params(kind, actor)
            .query(String.class)
            .list());
  }

  private long count() {
    return db.sql("select count(*) from identity.person").query(Long.class).single();
  }

  private static String get(DemoClient who, String address) {
    return String.valueOf(who.client().get().uri(address).retrieve().body(String.class));
  }

  /** As much of OpenID Connect as a code flow needs; whoever comes is {@code names}. */
  private static final class Server {
    final HttpServer http;
    final String issuer;
    final RSAKey key;
    volatile RSAKey signing;
    volatile String names = "";
    private final Map<String, String> nonces = new ConcurrentHashMap<>();

    private Server(HttpServer http, RSAKey key) {
      this.http = http;
      this.key = key;
      this.signing = key;
      this.issuer = "http://localhost:" + http.getAddress().getPort();
    }

    static Server start() {
      try {
        var server =
            new Server(
                HttpServer.create(new InetSocketAddress("localhost", 0), 0),
                new RSAKeyGenerator(2048).keyID("k").generate());
        server.http.createContext("/", server::answer);
        server.http.start();
        return server;
      } catch (IOException | JOSEException failed) {
        throw new IllegalStateException(failed);
      }
    }

    private void answer(HttpExchange exchange) throws IOException {
      try (exchange) {
        switch (exchange.getRequestURI().getPath()) {
          case "/.well-known/openid-configuration" -> json(exchange, metadata());
          case "/authorize" -> authorize(exchange);
          case "/token" -> json(exchange, token(body(exchange)));
          case "/jwks" -> json(exchange, new JWKSet(key.toPublicJWK()).toString());
          default -> exchange.sendResponseHeaders(404, -1);
        }
      } catch (JOSEException failed) {
        throw new IllegalStateException(failed);
      }
    }

    private String metadata() {
      return """
      {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize",
       "token_endpoint": "%1$s/token", "jwks_uri": "%1$s/jwks",
       "response_types_supported": ["code"], "subject_types_supported": ["public"],
       "id_token_signing_alg_values_supported": ["RS256"]}
      """
          .formatted(issuer);
    }

    private void authorize(HttpExchange exchange) throws IOException {
      var asked = UriComponentsBuilder.fromUri(exchange.getRequestURI()).build().getQueryParams();
      var code = "code" + nonces.size();
      nonces.put(code, Objects.requireNonNullElse(asked.getFirst("nonce"), ""));
      exchange
          .getResponseHeaders()
          .set(
              "Location",
              URLDecoder.decode(
                      Objects.requireNonNull(asked.getFirst("redirect_uri")),
                      StandardCharsets.UTF_8)
                  + "?code="
                  + code
                  + "&state="
                  + asked.getFirst("state"));
      exchange.sendResponseHeaders(302, -1);
    }

    private static String body(HttpExchange exchange) throws IOException {
      return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    private String token(String form) throws JOSEException {
      var code =
          Objects.requireNonNull(
              UriComponentsBuilder.fromUriString("?" + form)
                  .build()
                  .getQueryParams()
                  .getFirst("code"));
      var nonce = Objects.requireNonNullElse(nonces.remove(code), "");
      var claims =
          new JWTClaimsSet.Builder()
              .issuer(issuer)
              .subject("subject of " + names)
              .audience("tongtu")
              .claim("nonce", URLDecoder.decode(nonce, StandardCharsets.UTF_8))
              .claim("preferred_username", names)
              .issueTime(Date.from(Instant.now()))
              .expirationTime(Date.from(Instant.now().plusSeconds(300)))
              .build();
      var token =
          new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k").build(), claims);
      token.sign(new RSASSASigner(signing));
      return """
      {"access_token": "access", "token_type": "Bearer", "expires_in": 300, "id_token": "%s"}
      """
          .formatted(token.serialize());
    }

    private static void json(HttpExchange exchange, String text) throws IOException {
      var bytes = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
