package cn.tongtu.shared;

import cn.tongtu.engine.value.Span;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.springframework.context.MessageSource;

/** The words of a page in its reader's language (页面用语). */
public record Words(MessageSource messages, Locale locale) {
  /** Legal days in China are days of this zone, wherever the server stands. */
  public static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(CHINA);

  public boolean english() {
    return locale.getLanguage().equals(Locale.ENGLISH.getLanguage());
  }

  public String get(String key, Object... with) {
    return messages.getMessage(key, with, locale);
  }

  /** The message, or the word itself where a pack brought one that no message knows. */
  public String getOr(String key, String otherwise) {
    var found = messages.getMessage(key, null, otherwise, locale);
    return found == null ? otherwise : found;
  }

  public String of(Label label) {
    return of(label.chinese(), label.english());
  }

  public String of(String chinese, String english) {
    return english() ? english : chinese;
  }

  public String span(Span span) {
    return english() ? span.toString().replace("..", " – ") : span.label();
  }

  /** A day with its weekday: 2026年11月21日 星期六. */
  public String day(LocalDate day) {
    var pattern = english() ? "EEEE, d MMMM yyyy" : "yyyy年M月d日 EEEE";
    return day.format(
        DateTimeFormatter.ofPattern(
            pattern, english() ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE));
  }

  public String moment(Instant instant) {
    return MOMENT.format(instant);
  }

  /** How long something lasts, as exactly as a person cares. */
  public String lasting(long seconds) {
    if (seconds < 60) {
      return get("lasting.seconds", String.valueOf(seconds));
    }
    return seconds < 3600
        ? get("lasting.minutes", String.valueOf(seconds / 60), String.valueOf(seconds % 60))
        : get("lasting.hours", String.valueOf(seconds / 3600), String.valueOf(seconds % 3600 / 60));
  }

  /** With thousands set apart and a true minus sign: −1,234.5. */
  public static String number(BigDecimal amount) {
    return String.format(Locale.ROOT, "%,." + Math.max(0, amount.scale()) + "f", amount)
        .replace('-', '−');
  }
}
