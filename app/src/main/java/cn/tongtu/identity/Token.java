package cn.tongtu.identity;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * An access token (访问令牌): by it a program acts for a person, who answers for what it does. It opens
 * the programs' interface alone and never a page.
 *
 * @param hint its last characters, by which its person knows it again
 * @param writes whether it may change anything
 * @param registers the registers that it opens; none for all
 * @param lastDay on which it still opens anything
 */
public record Token(
    long id,
    long person,
    String name,
    String hint,
    boolean writes,
    Set<String> registers,
    Instant madeAt,
    LocalDate lastDay,
    Optional<Instant> usedAt,
    String usedFrom,
    Optional<Instant> revokedAt) {
  public Token {
    registers = Set.copyOf(registers);
  }

  public boolean opens(String register) {
    return registers.isEmpty() || registers.contains(register);
  }

  public boolean holdsOn(LocalDate day) {
    return revokedAt.isEmpty() && !day.isAfter(lastDay);
  }

  /** By which the request that is being served was let in; none for a person at a page. */
  public static Optional<Token> here() {
    return program().map(Program::token);
  }

  static Optional<Program> program() {
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication != null && authentication.getPrincipal() instanceof Program program
        ? Optional.of(program)
        : Optional.empty();
  }

  /** Who the program acts for, and by which token (程序). */
  record Program(Token token, SignedIn who) implements SignedIn.Bearer {}
}
