package cn.tongtu.feed;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.feed.Ics.Event;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Property;
import org.junit.jupiter.api.Test;

/** What is written is read back by another program's parser, and keeps to RFC 5545. */
class IcsTest {
  private static final Event EVENT =
      new Event(
          "a1@tongtu",
          3,
          Instant.parse("2026-11-22T01:02:03Z"),
          LocalDate.of(2026, 12, 31),
          "复查销号：南溪桥，护栏；缺失; 一半, 再看\\n不是换行😀",
          "第一行\n第二行 " + "长".repeat(100),
          "http://localhost/registers/rectification/12");

  @Test
  void anotherProgramReadsItBack() throws Exception {
    var ics = Ics.of("通途 到期事项", List.of(EVENT, EVENT));
    Calendar read = new CalendarBuilder().build(new StringReader(ics));
    assertThat(read.validate().getEntries()).isEmpty();
    var event = read.getComponents(Component.VEVENT).getFirst();
    assertThat(value(event, Property.SUMMARY)).isEqualTo(EVENT.summary());
    assertThat(value(event, Property.DESCRIPTION)).isEqualTo(EVENT.description());
    assertThat(value(event, Property.DTSTART)).isEqualTo("20261231");
    assertThat(value(event, Property.DTEND)).isEqualTo("20270101");
    assertThat(value(event, Property.DTSTAMP)).isEqualTo("20261122T010203Z");
    assertThat(value(event, Property.SEQUENCE)).isEqualTo("3");
    assertThat(value(event, Property.URL)).isEqualTo(EVENT.url());
  }

  private static String value(Component event, String property) {
    return event.getProperty(property).map(found -> found.getValue()).orElseThrow();
  }

  @Test
  void noLineIsLongerThan75OctetsOrCutsACharacter() {
    var ics = Ics.of("通途", List.of(EVENT));
    assertThat(ics).endsWith("END:VCALENDAR\r\n").doesNotContain("\uFFFD");
    for (var line : ics.split("\r\n")) {
      assertThat(line.getBytes(StandardCharsets.UTF_8).length).as(line).isLessThanOrEqualTo(75);
      assertThat(new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
          .isEqualTo(line);
    }
    assertThat(ics.replace("\r\n", "")).doesNotContain("\n", "\r");
  }
}
