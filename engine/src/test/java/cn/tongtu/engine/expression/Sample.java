package cn.tongtu.engine.expression;

import cn.tongtu.engine.value.Ratio;
import cn.tongtu.engine.value.Unit;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** A record with fields of every kind, and values of it as tests write them. */
final class Sample {
  static final LocalDate TODAY = LocalDate.of(2026, 3, 5);

  /** Monday to Friday; 2027 is not yet published. */
  static final Workdays WORKDAYS = Sample::workdays;

  private static final Kind.Text TEXT = new Kind.Text();
  private static final Kind.Day DAY = new Kind.Day();
  private static final Kind.YesNo YES_NO = new Kind.YesNo();

  static final SequencedMap<String, Kind> KINDS = new LinkedHashMap<>();

  static {
    var photos = Kind.Rows.of(Map.of("size", Kind.Number.PLAIN));
    KINDS.put("length", in("公里"));
    KINDS.put("width", in("米"));
    KINDS.put("cost", in("万元"));
    KINDS.put("price", in("元"));
    KINDS.put("area", in("亩"));
    KINDS.put("rate", in("%"));
    KINDS.put("n", Kind.Number.PLAIN);
    KINDS.put("m", Kind.Number.PLAIN);
    KINDS.put("title", TEXT);
    KINDS.put("note", TEXT);
    KINDS.put("site.code", TEXT);
    KINDS.put("grade", Kind.Choice.of(List.of("一级", "二级", "三级", "等外")));
    KINDS.put("party", new Kind.Reference("company"));
    KINDS.put("owner", new Kind.Reference("company"));
    KINDS.put("mender", new Kind.Reference("person"));
    KINDS.put("found", DAY);
    KINDS.put("due", DAY);
    KINDS.put("period", new Kind.Month());
    KINDS.put("ok", YES_NO);
    KINDS.put(
        "items",
        Kind.Rows.of(
            Map.of(
                "what", TEXT,
                "amount", in("元"),
                "length", in("米"),
                "done", YES_NO,
                "photos", photos)));
    KINDS.put("files", Kind.Rows.of(Map.of("what", TEXT)));
  }

  static final Fields FIELDS = new Fields(KINDS, Sample::nearest);

  private Sample() {}

  private static Kind in(String unit) {
    return new Kind.Number(Unit.of(unit));
  }

  private static OptionalLong workdays(LocalDate from, LocalDate to) {
    if (to.isBefore(from)) {
      var back = workdays(to, from);
      return back.isPresent() ? OptionalLong.of(-back.getAsLong()) : back;
    }
    return to.getYear() > 2026 || from.getYear() < 2025
        ? OptionalLong.empty()
        : OptionalLong.of(
            from.datesUntil(to)
                .map(day -> day.plusDays(1).getDayOfWeek())
                .filter(day -> day != DayOfWeek.SATURDAY && day != DayOfWeek.SUNDAY)
                .count());
  }

  /** The known word that has most letters in common, if it is at least one in two. */
  private static Optional<String> nearest(String unknown, Collection<String> known) {
    return known.stream()
        .filter(word -> word.length() == unknown.length() || word.length() == unknown.length() + 1)
        .filter(word -> 2 * common(word, unknown) >= unknown.length())
        .max(
            Comparator.comparingLong(
                word -> common(word, unknown) * 100L - known.stream().toList().indexOf(word)));
  }

  private static long common(String word, String unknown) {
    return unknown.chars().distinct().filter(letter -> word.indexOf(letter) >= 0).count();
  }

  /** Reads {@code n=1; items=[amount=1/amount=2]}. */
  static Map<String, Object> values(String text) {
    return read(text, ";", KINDS);
  }

  private static Map<String, Object> read(String text, String separator, Map<String, Kind> kinds) {
    var values = new HashMap<String, Object>();
    for (var each : text.split(separator, -1)) {
      var equals = each.indexOf('=');
      if (equals > 0) {
        var name = each.substring(0, equals).strip();
        var value = value(kinds.get(name), each.substring(equals + 1).strip());
        if (value != null) {
          values.put(name, value);
        }
      }
    }
    return values;
  }

  private static @Nullable Object value(@Nullable Kind kind, String text) {
    return switch (kind) {
      case Kind.Number _ -> new BigDecimal(text);
      case Kind.Day _ -> LocalDate.parse(text);
      case Kind.Month _ -> YearMonth.parse(text);
      case Kind.YesNo _ -> text.equals("是");
      case Kind.Rows(var row) when text.startsWith("[") ->
          text.length() == 2
              ? List.of()
              : Arrays.stream(text.substring(1, text.length() - 1).split("/", -1))
                  .map(each -> read(each, "&", row))
                  .toList();
      case Kind.Rows _ -> {
        var photos = new ArrayList<Object>();
        for (int i = 0; i < Integer.parseInt(text); i++) {
          photos.add(Map.of("size", BigDecimal.ONE));
        }
        yield photos;
      }
      case null -> throw new IllegalArgumentException("no such field: " + text);
      default -> text;
    };
  }

  /** As the table writes it. */
  static String print(@Nullable Object value, Kind kind) {
    return switch (value) {
      case null -> "空";
      case Boolean yes -> yes ? "是" : "否";
      case Ratio amount when kind instanceof Kind.Number(var unit) -> (amount + " " + unit).strip();
      default -> value.toString();
    };
  }
}
