package cn.tongtu.identity;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
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
import org.springframework.security.core.session.SessionRegistry;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.security.web.session.HttpSessionEventPublisher;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What stands before every page: sign-in, sessions, and the token that each form must bring. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class SecurityConfiguration implements WebMvcConfigurer {
  static final int MOST_SESSIONS = 3;

  /** Tells the registry when a session ends by itself. */
  @Bean
  static HttpSessionEventPublisher sessionEvents() {
    return new HttpSessionEventPublisher();
  }

  @Bean
  static SecurityFilterChain pages(HttpSecurity http, SignIn signIn, SessionRegistry sessions)
      throws Exception {
    return http.authorizeHttpRequests(requests ->
            requests
                .dispatcherTypeMatchers(DispatcherType.ERROR)
                .permitAll()
                .requestMatchers(
                    SignInPages.PATH,
                    SignInPages.DEMO,
                    SetUp.PATH + "*",
                    "/error",
                    "/tongtu*.css",
                    "/mark.svg")
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
                .addLogoutHandler((request, _, authentication) -> {
                  if (authentication != null
                      && authentication.getPrincipal() instanceof SignedIn who) {
                    signIn.out(who, request.getRemoteAddr());
                  }
                })
                .logoutSuccessUrl(SignInPages.PATH + "?out"))
        .sessionManagement(session ->
            session
                .sessionFixation(fixation -> fixation.changeSessionId())
                .maximumSessions(MOST_SESSIONS)
                .sessionRegistry(sessions)
                .expiredUrl(SignInPages.PATH + "?elsewhere"))
        .exceptionHandling(failures ->
            failures.accessDeniedHandler(
                (_, response, _) -> response.sendError(HttpServletResponse.SC_FORBIDDEN)))
        // The gate has set the content security policy already.
        .headers(headers -> headers.frameOptions(frame -> frame.deny()))
        .requestCache(cache -> cache.requestCache(new PagesOnly()))
        .build();
  }

  /** A page asked for before sign-in is opened after it, without a mark in its address. */
  private static final class PagesOnly
      extends org.springframework.security.web.savedrequest.HttpSessionRequestCache {
    // Spring Security's own words for "no mark"; its annotations do not say so.
    @SuppressWarnings("NullAway")
    PagesOnly() {
      setMatchingRequestParameterName(null);
      setRequestMatcher(request -> request.getMethod().equals("GET"));
    }
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
