package cn.tongtu.feed;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Writes deadlines as whole days of a calendar (RFC 5545). No library: of the format only this is
 * needed, and those that there are carry time zones and parsers along.
 */
final class Ics {
  private static final int MOST_OCTETS = 75;
  private static final String BREAK = "\r\n";
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final StringBuilder text = new StringBuilder();

  private Ics() {}

  /**
   * A deadline (到期日).
   *
   * @param sequence how often it changed
   */
  record Event(
      String uid,
      int sequence,
      Instant changedAt,
      LocalDate day,
      String summary,
      String description,
      String url) {}

  static String of(String name, List<Event> events) {
    var ics = new Ics();
    ics.line("BEGIN", "VCALENDAR");
    ics.line("VERSION", "2.0");
    ics.line("PRODID", "-//Tongtu//Tongtu//ZH");
    ics.line("CALSCALE", "GREGORIAN");
    ics.line("NAME", escaped(name));
    ics.line("X-WR-CALNAME", escaped(name));
    ics.line("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
    events.forEach(ics::event);
    ics.line("END", "VCALENDAR");
    return ics.text.toString();
  }

  private void event(Event event) {
    line("BEGIN", "VEVENT");
    line("UID", event.uid);
    line("DTSTAMP", STAMP.format(event.changedAt));
    line("LAST-MODIFIED", STAMP.format(event.changedAt));
    line("SEQUENCE", String.valueOf(event.sequence));
    line("DTSTART;VALUE=DATE", event.day.format(DateTimeFormatter.BASIC_ISO_DATE));
    line("DTEND;VALUE=DATE", event.day.plusDays(1).format(DateTimeFormatter.BASIC_ISO_DATE));
    line("SUMMARY", escaped(event.summary));
    line("DESCRIPTION", escaped(event.description));
    line("URL", event.url);
    line("TRANSP", "TRANSPARENT");
    line("END", "VEVENT");
  }

  private static String escaped(String value) {
    return value
        .replace("\\", "\\\\")
        .replace(";", "\\;")
        .replace(",", "\\,")
        .replace("\r\n", "\\n")
        .replace("\n", "\\n")
        .replaceAll("\\p{Cntrl}", " ");
  }

  /** Folded at 75 octets, and never within a character. */
  private void line(String name, String value) {
    var octets = 0;
    for (var point : (name + ":" + value).codePoints().toArray()) {
      var character = Character.toString(point);
      var size = character.getBytes(StandardCharsets.UTF_8).length;
      if (octets + size > MOST_OCTETS) {
        text.append(BREAK).append(' ');
        octets = 1;
      }
      text.append(character);
      octets += size;
    }
    text.append(BREAK);
  }
}
