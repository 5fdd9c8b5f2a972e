package cn.tongtu.identity;

import cn.tongtu.shared.Actor;
import java.io.Serializable;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Who is signed in (登录人员), as a session remembers it; what one may do is asked anew each time. */
public record SignedIn(long person, String account, String name) implements Serializable {
  public static Optional<SignedIn> here() {
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication != null && authentication.getPrincipal() instanceof SignedIn who
        ? Optional.of(who)
        : Optional.empty();
  }

  static SignedIn as(Person person) {
    return new SignedIn(person.id(), person.account(), person.name());
  }

  /** From the address that was signed in from. */
  public Actor actor() {
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    return actor(
        authentication != null
                && authentication.getDetails() instanceof WebAuthenticationDetails details
            ? String.valueOf(details.getRemoteAddress())
            : "");
  }

  Actor actor(String address) {
    return new Actor(name, Optional.of(person), Optional.empty(), address);
  }
}
