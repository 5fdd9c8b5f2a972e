package cn.tongtu.identity;

import cn.tongtu.form.KeptForms;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.session.ConcurrentSessionFilter;
import org.springframework.security.web.session.HttpSessionEventPublisher;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What stands before every page: limits, sign-in, sessions, and the token each form must bring. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class SecurityConfiguration implements WebMvcConfigurer {
  private static final String[] OPEN = {
    SignInPages.PATH,
    SetUp.PATH + "*",
    SingleSignOn.START,
    SingleSignOn.BACK,
    // Each guards itself.
    "/health/live",
    "/health/ready",
    "/metrics",
    "/feed/*",
    "/error",
    "/assets/**"
  };

  /** Tells the registry when a session ends by itself. */
  @Bean
  static HttpSessionEventPublisher sessionEvents() {
    return new HttpSessionEventPublisher();
  }

  @Bean
  static SecurityFilterChain pages(
      HttpSecurity http,
      SignIn signIn,
      Sessions sessions,
      Audit audit,
      KeptForms kept,
      ObjectProvider<SingleSignOn> authority,
      @Value("${tongtu.rate.pages:600}") int pagesPerMinute,
      @Value("${tongtu.rate.sign-ins:60}") int signInsPerMinute)
      throws Exception {
    var wayBack = new WayBack(kept);
    var refusals = new Refusals(audit, wayBack, kept);
    http.addFilterAfter(
            new RateLimit(pagesPerMinute, signInsPerMinute, Clock.systemUTC()),
            SecurityContextHolderFilter.class)
        .addFilterAfter(refusals.foreignForms(), RateLimit.class)
        .addFilterBefore(new SessionEnd(sessions), ConcurrentSessionFilter.class)
        .authorizeHttpRequests(requests ->
            requests
                .dispatcherTypeMatchers(DispatcherType.ERROR)
                .permitAll()
                .requestMatchers(OPEN)
                .permitAll()
                .anyRequest()
                .access((_, _) ->
                    new AuthorizationDecision(
                        SignedIn.here().map(signIn::stillThere).orElse(false))))
        .authenticationProvider(new ByPassword(signIn))
        .formLogin(form ->
            form.loginPage(SignInPages.PATH)
                .usernameParameter("account")
                .passwordParameter("password")
                .defaultSuccessUrl("/")
                .failureHandler((_, response, failure) ->
                    response.sendRedirect(
                        SignInPages.PATH
                            + (failure instanceof LockedException ? "?locked" : "?wrong"))))
        .logout(out ->
            out.logoutUrl("/sign-out")
                .addLogoutHandler((request, _, _) -> signOut(signIn, sessions, request))
                .logoutSuccessUrl(SignInPages.PATH + "?out"))
        .sessionManagement(session ->
            session
                .sessionFixation(fixation -> fixation.changeSessionId())
                .maximumSessions(sessions.most())
                .sessionRegistry(sessions)
                .expiredSessionStrategy(event -> {
                  var form = wayBack.save(event.getRequest(), event.getResponse());
                  event.getResponse().sendRedirect(SignInPages.PATH + (form ? "?kept" : "?ended"));
                }))
        .exceptionHandling(failures -> failures.accessDeniedHandler(refusals))
        // The gate has set the content security policy already.
        .headers(headers -> headers.frameOptions(frame -> frame.deny()))
        .requestCache(cache -> cache.requestCache(wayBack));
    var also = authority.getIfAvailable();
    if (also != null) {
      also.join(http);
    }
    return http.build();
  }

  /** Also called when a session was ended from elsewhere or by time. */
  private static void signOut(SignIn signIn, Sessions sessions, HttpServletRequest request) {
    var session = request.getSession(false);
    var ended = session != null && sessions.ended(session.getId());
    SignedIn.here()
        .ifPresent(who -> signIn.out(who, request.getRemoteAddr(), ended ? "会话到期或被结束" : "退出"));
  }

  /** Lets Spring Security ask {@link SignIn}. */
  private record ByPassword(SignIn signIn) implements AuthenticationProvider {
    @Override
    public Authentication authenticate(Authentication typed) {
      var address =
          typed.getDetails() instanceof WebAuthenticationDetails details
              ? String.valueOf(details.getRemoteAddress())
              : "";
      return switch (signIn.attempt(
          typed.getName(), String.valueOf(typed.getCredentials()), address)) {
        case SignIn.Outcome.Welcome(var who) -> {
          var known = UsernamePasswordAuthenticationToken.authenticated(who, null, List.of());
          known.setDetails(typed.getDetails());
          yield known;
        }
        case SignIn.Outcome.Wrong() -> throw new BadCredentialsException("wrong");
        case SignIn.Outcome.Locked() -> throw new LockedException("locked");
      };
    }

    @Override
    public boolean supports(Class<?> kind) {
      return UsernamePasswordAuthenticationToken.class.isAssignableFrom(kind);
    }
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new ActorArgument());
  }
}
