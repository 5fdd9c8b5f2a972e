package cn.tongtu.identity;

import java.util.List;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.env.Environment;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.SupplierClientRegistrationRepository;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * The authority's own sign-on (统一身份认证), by OpenID Connect; off unless {@code tongtu.oidc.issuer} is
 * set. It says who somebody is, and never makes an account. Its server is first asked when somebody
 * signs in by it, so that the product starts without it.
 */
@Component
@ConditionalOnWebApplication
@ConditionalOnProperty("tongtu.oidc.issuer")
class SingleSignOn {
  static final String ID = "authority";
  static final String START = "/oauth2/authorization/" + ID;
  static final String BACK = "/login/oauth2/code/" + ID;

  private static final String LOCKED = "locked";

  private final SignIn signIn;
  private final String issuer;
  private final String client;
  private final String secret;
  private final String claim;
  private final String name;

  SingleSignOn(SignIn signIn, Environment settings) {
    this.signIn = signIn;
    this.issuer = settings.getRequiredProperty("tongtu.oidc.issuer");
    this.client = settings.getRequiredProperty("tongtu.oidc.client-id");
    this.secret = settings.getProperty("tongtu.oidc.client-secret", "");
    this.claim = settings.getProperty("tongtu.oidc.claim", "preferred_username");
    this.name = settings.getProperty("tongtu.oidc.name", "");
  }

  /** As the sign-in page calls it; empty when the county gave it no name. */
  String name() {
    return name;
  }

  void join(HttpSecurity http) throws Exception {
    ClientRegistrationRepository registrations =
        new SupplierClientRegistrationRepository(
            () -> new InMemoryClientRegistrationRepository(registration()));
    http.oauth2Login(login ->
        login
            .loginPage(SignInPages.PATH)
            .clientRegistrationRepository(registrations)
            .userInfoEndpoint(info -> info.oidcUserService(this::known))
            .failureHandler((_, response, failure) ->
                response.sendRedirect(
                    SignInPages.PATH
                        + (failure instanceof OAuth2AuthenticationException refused
                                && refused.getError().getErrorCode().equals(LOCKED)
                            ? "?locked"
                            : "?unknown"))));
  }

  private ClientRegistration registration() {
    return ClientRegistrations.fromIssuerLocation(issuer)
        .registrationId(ID)
        .clientId(client)
        .clientSecret(secret)
        .scope("openid", "profile")
        .build();
  }

  /** Somebody known to us, with the token that said so. */
  private static final class Known extends DefaultOidcUser implements SignedIn.Bearer {
    private static final long serialVersionUID = 1;

    private final SignedIn who;

    Known(SignedIn who, OidcUserRequest asked) {
      super(List.of(), asked.getIdToken());
      this.who = who;
    }

    @Override
    public SignedIn who() {
      return who;
    }
  }

  private OidcUser known(OidcUserRequest asked) {
    var account = Optional.ofNullable(asked.getIdToken().getClaimAsString(claim)).orElse("");
    return switch (signIn.byAuthority(account, address())) {
      case SignIn.Outcome.Welcome(var who) -> new Known(who, asked);
      case SignIn.Outcome.Wrong() ->
          throw new OAuth2AuthenticationException(new OAuth2Error("unknown"));
      case SignIn.Outcome.Locked() ->
          throw new OAuth2AuthenticationException(new OAuth2Error(LOCKED));
    };
  }

  private static String address() {
    return RequestContextHolder.getRequestAttributes()
            instanceof ServletRequestAttributes attributes
        ? attributes.getRequest().getRemoteAddr()
        : "";
  }
}
