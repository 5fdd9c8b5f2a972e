package cn.tongtu.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.core.session.SessionInformation;
import org.springframework.security.core.session.SessionRegistryImpl;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Who is signed in from where (登录会话). A session ends when nothing was asked in it for a while, and
 * in any case some hours after sign-in; a person has so many at most, and the one longest unused
 * gives way.
 */
@Component
class Sessions extends SessionRegistryImpl {
  private static final int LONGEST_AGENT = 200;

  private final Map<String, Opened> opened = new ConcurrentHashMap<>();
  private final Duration idle;
  private final Duration longest;
  private final int most;
  private final Clock clock = Clock.systemUTC();

  /** The handle names it on a page; its true number would be a key to it. */
  private record Opened(String handle, Instant since, String address, String agent) {}

  /** A session as its person sees it (登录会话). */
  record Session(
      String handle, Instant since, Instant last, String address, String agent, boolean here) {}

  Sessions(
      @Value("${tongtu.session.idle:30m}") Duration idle,
      @Value("${tongtu.session.longest:12h}") Duration longest,
      @Value("${tongtu.session.most:3}") int most) {
    this.idle = idle;
    this.longest = longest;
    this.most = most;
  }

  int most() {
    return most;
  }

  @Override
  public void registerNewSession(String id, Object principal) {
    super.registerNewSession(id, who(principal));
    opened.put(id, here());
  }

  private Opened here() {
    var request =
        RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
            ? Optional.of(attributes.getRequest())
            : Optional.<jakarta.servlet.http.HttpServletRequest>empty();
    var agent = request.map(from -> from.getHeader("User-Agent")).orElse("");
    return new Opened(
        UUID.randomUUID().toString(),
        clock.instant(),
        request.map(from -> from.getRemoteAddr()).orElse(""),
        agent.substring(0, Math.min(agent.length(), LONGEST_AGENT)));
  }

  @Override
  public void removeSessionInformation(String id) {
    super.removeSessionInformation(id);
    opened.remove(id);
  }

  @Override
  public List<SessionInformation> getAllSessions(Object principal, boolean withExpired) {
    return super.getAllSessions(who(principal), withExpired);
  }

  private static Object who(Object principal) {
    return principal instanceof SignedIn.Bearer bearer ? bearer.who() : principal;
  }

  boolean ended(String id) {
    var session = getSessionInformation(id);
    return session != null && session.isExpired();
  }

  /** Ends it if its time is over. */
  void endIfOverdue(String id) {
    var session = getSessionInformation(id);
    var since = opened.get(id);
    if (session != null && since != null && !session.isExpired()) {
      var now = clock.instant();
      if (session.getLastRequest().toInstant().plus(idle).isBefore(now)
          || since.since.plus(longest).isBefore(now)) {
        session.expireNow();
      }
    }
  }

  List<Session> of(SignedIn who, String here) {
    return getAllSessions(who, false).stream()
        .flatMap(session ->
            Optional.ofNullable(opened.get(session.getSessionId())).stream()
                .map(from ->
                    new Session(
                        from.handle,
                        from.since,
                        session.getLastRequest().toInstant(),
                        from.address,
                        from.agent,
                        session.getSessionId().equals(here))))
        .sorted(Comparator.comparing(Session::since).reversed())
        .toList();
  }

  /**
   * @return false when the person has no such session
   */
  boolean end(SignedIn who, String handle) {
    var session =
        getAllSessions(who, false).stream()
            .filter(each ->
                Optional.ofNullable(opened.get(each.getSessionId()))
                    .map(from -> from.handle.equals(handle))
                    .orElse(false))
            .findFirst();
    session.ifPresent(SessionInformation::expireNow);
    return session.isPresent();
  }

  /** All of a person's but this one. */
  void endAll(long person, String but) {
    getAllPrincipals().stream()
        .filter(principal -> principal instanceof SignedIn who && who.person() == person)
        .flatMap(principal -> getAllSessions(principal, false).stream())
        .filter(session -> !session.getSessionId().equals(but))
        .forEach(SessionInformation::expireNow);
  }
}
