package cn.tongtu.identity;

import cn.tongtu.shared.Actor;
import java.io.Serializable;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;

/** Who is signed in (登录人员), as a session remembers it; what one may do is asked anew each time. */
public record SignedIn(long person, String account, String name) implements Serializable {
  /** What else than itself a session may keep: it came with a token of the authority's sign-on. */
  interface Bearer {
    SignedIn who();
  }

  public static Optional<SignedIn> here() {
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication == null) {
      return Optional.empty();
    }
    return switch (authentication.getPrincipal()) {
      case SignedIn who -> Optional.of(who);
      case Bearer bearer -> Optional.of(bearer.who());
      case null, default -> Optional.empty();
    };
  }

  static SignedIn as(Person person) {
    return new SignedIn(person.id(), person.account(), person.name());
  }

  Actor.Staff actor(String address) {
    return new Actor.Staff(person, name, Optional.empty(), address);
  }
}
