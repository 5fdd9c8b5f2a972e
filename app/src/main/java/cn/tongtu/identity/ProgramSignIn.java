package cn.tongtu.identity;

import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.ProblemJson;
import cn.tongtu.shared.Words;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets programs into their interface by an access token (令牌认证). No session and no cookie count
 * there, so no other site can use a browser that is signed in; and a token counts nowhere else.
 */
@Component
@ConditionalOnWebApplication
class ProgramSignIn extends OncePerRequestFilter {
  private static final String PATHS = "/api/**";
  private static final String BEARER = "Bearer ";

  private final Tokens tokens;
  private final SignIn signIn;
  private final People people;
  private final Permissions permissions;
  private final Audit audit;
  private final RateLimit limit;
  private final int perMinute;
  private final int wrongPerMinute;
  private final Clock clock = Clock.system(Words.CHINA);

  ProgramSignIn(
      Tokens tokens,
      SignIn signIn,
      People people,
      Permissions permissions,
      Audit audit,
      @Value("${tongtu.rate.programs:300}") int perMinute,
      @Value("${tongtu.rate.sign-ins:60}") int wrongPerMinute) {
    this.tokens = tokens;
    this.signIn = signIn;
    this.people = people;
    this.permissions = permissions;
    this.audit = audit;
    this.perMinute = perMinute;
    this.wrongPerMinute = wrongPerMinute;
    this.limit = new RateLimit(perMinute, wrongPerMinute, Clock.systemUTC());
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnWebApplication
  static class Programs {
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    static SecurityFilterChain programs(HttpSecurity http, ProgramSignIn signIn) throws Exception {
      return http.securityMatcher(PATHS)
          .csrf(csrf -> csrf.disable())
          .sessionManagement(
              session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
          .requestCache(cache -> cache.disable())
          .logout(out -> out.disable())
          .addFilterBefore(signIn, AnonymousAuthenticationFilter.class)
          .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
          .build();
    }

    /** It stands in the chain above and nowhere else. */
    @Bean
    static FilterRegistrationBean<ProgramSignIn> onlyInItsChain(ProgramSignIn signIn) {
      var registration = new FilterRegistrationBean<>(signIn);
      registration.setEnabled(false);
      return registration;
    }
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var sent = Objects.requireNonNullElse(request.getHeader(HttpHeaders.AUTHORIZATION), "");
    var today = LocalDate.now(clock);
    var token =
        sent.startsWith(BEARER)
            ? tokens.find(sent.substring(BEARER.length()).strip())
            : Optional.<Token>empty();
    if (token.isEmpty()) {
      unknown(request, response);
      return;
    }
    var program = new Token.Program(token.get(), SignedIn.as(people.get(token.get().person())));
    if (!token.get().holdsOn(today) || !signIn.stillThere(program.who())) {
      refuse(program, request, response, 401, over(token.get()));
      return;
    }
    var wait = limit.take("token " + token.get().id(), perMinute);
    if (wait > 0) {
      late(wait, request, response);
      return;
    }
    if (permissions.actions(program.who().person()).isEmpty()) {
      refuse(
          program,
          request,
          response,
          403,
          new Label("令牌所属人员现在没有任职和角色，令牌不能使用", "the token's person holds no seat or role now"));
      return;
    }
    tokens.used(token.get(), request.getRemoteAddr());
    var context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(
        UsernamePasswordAuthenticationToken.authenticated(program, null, List.of()));
    SecurityContextHolder.setContext(context);
    chain.doFilter(request, response);
  }

  private static Label over(Token token) {
    return token.revokedAt().isPresent()
        ? new Label("访问令牌已撤销", "the token was revoked")
        : new Label("访问令牌已过期，或所属人员已离岗", "the token is over, or its person has left");
  }

  /** Whoever guesses is slowed down by address and fills no trail. */
  private void unknown(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var wait = limit.take("wrong " + request.getRemoteAddr(), wrongPerMinute);
    if (wait > 0) {
      late(wait, request, response);
      return;
    }
    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    ProblemJson.of(
            401,
            new Label(
                "请在 Authorization 请求头中附上有效的访问令牌：Bearer tongtu_…",
                "send a valid access token in the header Authorization: Bearer tongtu_…"))
        .write(request, response);
  }

  private static void late(long wait, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(wait));
    ProblemJson.of(
            429,
            new Label(
                "请求过于频繁，请 %d 秒后再试".formatted(wait),
                "too many requests; come back in %d seconds".formatted(wait)))
        .write(request, response);
  }

  private void refuse(
      Token.Program program,
      HttpServletRequest request,
      HttpServletResponse response,
      int status,
      Label why)
      throws IOException {
    var actor = actor(program, request.getRemoteAddr());
    audit.refused(
        actor, "token", why.chinese() + "：" + request.getMethod() + " " + request.getRequestURI());
    if (status == 401) {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
    }
    ProblemJson.of(status, why).write(request, response);
  }

  /** What a program does is its person's deed, and the trail says by which token. */
  static Actor.Staff actor(Token.Program program, String address) {
    return program
        .who()
        .actor("%s 令牌 %d“%s”".formatted(address, program.token().id(), program.token().name()));
  }
}
