package cn.tongtu.ledger;

import cn.tongtu.shared.Address;
import cn.tongtu.shared.BadParameter;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Words;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * As known when (按当时已知): the instant that a page was asked for, if any, and whether what was known
 * then is certain already. A posting bears the time at which it was written, and its commit may
 * still be under way.
 */
public record Known(Optional<Instant> at, boolean certain) {
  /** The parameter of every address that carries it, in China's time, to the microsecond. */
  public static final String PARAMETER = "known";

  private static final DateTimeFormatter SHOWN =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(Words.CHINA);

  public static Known of(Optional<Instant> at, Ledger ledger) {
    return new Known(at, at.isEmpty() || !at.get().isAfter(ledger.certainUntil()));
  }

  /**
   * @throws BadParameter when it is no day and time
   */
  public static Optional<Instant> read(String text) {
    try {
      return text.isBlank()
          ? Optional.empty()
          : Optional.of(LocalDateTime.parse(text.strip()).atZone(Words.CHINA).toInstant());
    } catch (DateTimeException malformed) {
      throw new BadParameter(
          PARAMETER,
          "“" + text + "”应为日期和时间，如 2023-06-30T18:00",
          "“" + text + "” is not a day and time like 2023-06-30T18:00");
    }
  }

  /** Why it is no day and time, for the form that it was typed into. */
  public static Optional<Label> wrong(String text) {
    try {
      var _ = read(text);
      return Optional.empty();
    } catch (BadParameter malformed) {
      return Optional.of(new Label(malformed.chinese(), malformed.english()));
    }
  }

  static Address on(Address address, Optional<Instant> at) {
    return at.map(instant -> address.with(PARAMETER, write(instant))).orElse(address);
  }

  public static String write(Instant at) {
    return LocalDateTime.ofInstant(at, Words.CHINA).toString();
  }

  public String value() {
    return at.map(Known::write).orElse("");
  }

  /** As a person reads it. */
  public String shown() {
    return at.map(SHOWN::format).orElse("");
  }
}
