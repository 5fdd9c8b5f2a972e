package cn.tongtu.engine.sheet;

import cn.tongtu.engine.sheet.CellProblem.Kind;
import cn.tongtu.engine.sheet.SheetCell.Content;
import cn.tongtu.engine.sheet.SheetCell.Format.Shape;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Cells that name a day or a month. */
final class Days {
  private static final Pattern TIME =
      Pattern.compile("[\\sT]+\\d{1,2}:\\d{2}(:\\d{2}(\\.\\d+)?)?\\s*(AM|PM|Z)?$");
  private static final Pattern WEEKDAY = Pattern.compile("\\s*\\(?(星期|周)[一二三四五六日天]\\)?$");
  private static final Pattern DAY =
      Pattern.compile(
          "'?(\\d{4}|\\d{2})\\s*[年./\\-]\\s*(\\d{1,2})\\s*[月./\\-]\\s*(\\d{1,2})\\s*[日号]?");
  private static final Pattern EIGHT = Pattern.compile("((?:19|20)\\d{2})(\\d{2})(\\d{2})");
  private static final Pattern MONTH =
      Pattern.compile("'?(\\d{4}|\\d{2})\\s*[年./\\-]\\s*(\\d{1,2})\\s*(?:月份?)?");
  private static final Pattern SIX = Pattern.compile("((?:19|20)\\d{2})(\\d{2})");
  private static final Pattern IN_WORDS =
      Pattern.compile("([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月(?:份|([一二三四五六七八九十]{1,3})[日号])?");
  private static final Pattern SERIAL = Pattern.compile("\\d{5}(\\.\\d+)?");

  /** Bare numbers are days between 1950 and 2099; a road's 12,345 metres are not. */
  private static final int FIRST_SERIAL = 18_264;

  private static final int LAST_SERIAL = 73_050;

  /** Two-digit years before it are nobody's in a county's papers. */
  private static final int OLDEST = 1950;

  private Days() {}

  static CellValue day(CellReader reader, SheetCell cell) {
    if (cell.content() instanceof Content.Number number) {
      return number.format().shape() == Shape.PLAIN
          ? dayOfNumber(reader, cell, number)
          : Serials.day(number)
              .<CellValue>map(CellValue.Day::new)
              .orElseGet(() -> noDay(reader, cell));
    }
    var text = bare(cell);
    var found = match(text, DAY, EIGHT);
    if (found != null) {
      return exact(reader, cell, found);
    }
    if (SERIAL.matcher(text).matches()) {
      return serial(reader, cell, new BigDecimal(text), false);
    }
    return MONTH.matcher(text).matches()
        ? reader.wrong(
            cell,
            Kind.NOT_A_DAY,
            null,
            "只有年月，请写到日，如 2023-06-01",
            "names a month only; write the day too, as 2023-06-01")
        : noDay(reader, cell);
  }

  private static CellValue dayOfNumber(CellReader reader, SheetCell cell, Content.Number number) {
    var amount = SheetCell.amount(number);
    var found = match(amount.toPlainString(), EIGHT);
    return found != null
        ? exact(reader, cell, found)
        : serial(reader, cell, amount, number.format().since1904());
  }

  private static CellValue serial(
      CellReader reader, SheetCell cell, BigDecimal serial, boolean since1904) {
    boolean likely =
        serial.compareTo(BigDecimal.valueOf(FIRST_SERIAL)) >= 0
            && serial.compareTo(BigDecimal.valueOf(LAST_SERIAL)) < 0;
    return likely
        ? Serials.day(serial, since1904)
            .<CellValue>map(CellValue.Day::new)
            .orElseGet(() -> noDay(reader, cell))
        : noDay(reader, cell);
  }

  private static CellValue exact(CellReader reader, SheetCell cell, Matcher found) {
    int year = Integer.parseInt(found.group(1));
    int month = Integer.parseInt(found.group(2));
    int day = Integer.parseInt(found.group(3));
    try {
      var read = LocalDate.of(found.group(1).length() == 2 ? year + 2000 : year, month, day);
      if (found.group(1).length() == 4) {
        return new CellValue.Day(read);
      }
      var past = read.isAfter(reader.today()) ? read.minusYears(100) : read;
      return past.getYear() < OLDEST ? twoDigits(reader, cell) : new CellValue.Day(past);
    } catch (DateTimeException e) {
      return reader.wrong(
          cell,
          Kind.NOT_A_DAY,
          null,
          month < 1 || month > 12 ? "没有 " + month + " 月" : "这个月没有 " + day + " 日",
          month < 1 || month > 12 ? "has no such month" : "has no such day");
    }
  }

  static CellValue month(CellReader reader, SheetCell cell) {
    if (cell.content() instanceof Content.Number number) {
      return number.format().shape() == Shape.PLAIN
          ? monthOfNumber(reader, cell, number)
          : Serials.day(number)
              .<CellValue>map(day -> new CellValue.Month(YearMonth.from(day)))
              .orElseGet(() -> noMonth(reader, cell));
    }
    var text = bare(cell);
    var found = match(text, MONTH, SIX);
    if (found != null) {
      return exactMonth(reader, cell, found);
    }
    return ofDay(reader, cell, day(reader, cell));
  }

  private static CellValue ofDay(CellReader reader, SheetCell cell, CellValue day) {
    return day instanceof CellValue.Day(var read)
        ? new CellValue.Month(YearMonth.from(read))
        : noMonth(reader, cell);
  }

  /** A numeric cell shows 2023.1 for January and October alike, unless two decimals are kept. */
  private static CellValue monthOfNumber(CellReader reader, SheetCell cell, Content.Number number) {
    var amount = SheetCell.amount(number);
    var six = match(amount.toPlainString(), SIX);
    if (six != null) {
      return exactMonth(reader, cell, six);
    }
    boolean pointed =
        amount.scale() >= 1
            && amount.scale() <= 2
            && amount.intValue() >= 1900
            && amount.intValue() < 2100;
    if (!pointed) {
      return ofDay(reader, cell, dayOfNumber(reader, cell, number));
    }
    int hundredths = amount.remainder(BigDecimal.ONE).movePointRight(2).intValueExact();
    boolean two = amount.scale() == 2 || Digits.decimals(number.format().code()) == 2;
    if (!two && hundredths == 10) {
      return reader.wrong(
          cell,
          Kind.NOT_A_MONTH,
          null,
          "是数值，分不清 1 月还是 10 月，请写作“" + amount.intValue() + "年1月”或“" + amount.intValue() + "年10月”",
          "is a number that may be January or October; write the month in full");
    }
    int month = two ? hundredths : hundredths / 10;
    return month >= 1 && month <= 12
        ? new CellValue.Month(YearMonth.of(amount.intValue(), month))
        : noMonth(reader, cell);
  }

  private static CellValue exactMonth(CellReader reader, SheetCell cell, Matcher found) {
    int year = Integer.parseInt(found.group(1));
    int month = Integer.parseInt(found.group(2));
    if (month < 1 || month > 12) {
      return reader.wrong(cell, Kind.NOT_A_MONTH, null, "没有 " + month + " 月", "has no such month");
    }
    if (found.group(1).length() == 4) {
      return new CellValue.Month(YearMonth.of(year, month));
    }
    var read = YearMonth.of(year + 2000, month);
    var past = read.isAfter(YearMonth.from(reader.today())) ? read.minusYears(100) : read;
    return past.getYear() < OLDEST ? twoDigits(reader, cell) : new CellValue.Month(past);
  }

  private static String bare(SheetCell cell) {
    var text = WEEKDAY.matcher(Texts.narrow(cell.text())).replaceFirst("");
    return inDigits(TIME.matcher(text).replaceFirst("").strip());
  }

  private static @Nullable Matcher match(String text, Pattern... patterns) {
    for (var pattern : patterns) {
      var found = pattern.matcher(text);
      if (found.matches()) {
        return found;
      }
    }
    return null;
  }

  /** 二〇二三年六月一日 as 2023年6月1日, as formal papers write it; anything else as it is. */
  private static String inDigits(String text) {
    var found = IN_WORDS.matcher(text);
    if (!found.matches()) {
      return text;
    }
    var day = found.group(3);
    var year = found.group(1).chars().map(Days::digit).mapToObj(String::valueOf).toList();
    return String.join("", year)
        + "年"
        + number(found.group(2))
        + "月"
        + (day == null ? "" : number(day) + "日");
  }

  private static int digit(int letter) {
    return Math.max(0, "〇一二三四五六七八九".indexOf(letter));
  }

  /** 二十一. */
  private static int number(String words) {
    int ten = words.indexOf('十');
    int ones = digit(words.charAt(words.length() - 1));
    return ten < 0 ? ones : 10 * Math.max(ten == 0 ? 1 : 0, digit(words.charAt(0))) + ones;
  }

  private static CellValue twoDigits(CellReader reader, SheetCell cell) {
    return reader.wrong(
        cell,
        Kind.NOT_A_DAY,
        null,
        "的年份只有两位且在将来，请写四位年份",
        "has a two-digit year that lies ahead; write four digits");
  }

  private static CellValue noDay(CellReader reader, SheetCell cell) {
    return reader.wrong(
        cell,
        Kind.NOT_A_DAY,
        null,
        "不是日期，请写作 2023-06-01 的样子",
        "is not a day; write it as 2023-06-01");
  }

  private static CellValue noMonth(CellReader reader, SheetCell cell) {
    return reader.wrong(
        cell,
        Kind.NOT_A_MONTH,
        null,
        "不是月份，请写作 2023-06 的样子",
        "is not a month; write it as 2023-06");
  }
}
