package cn.tongtu.ledger;

import cn.tongtu.engine.formula.Cell;
import cn.tongtu.engine.formula.Cell.Take;
import cn.tongtu.engine.formula.Filter;
import cn.tongtu.engine.value.Span;
import cn.tongtu.shared.Address;
import cn.tongtu.shared.BadParameter;
import cn.tongtu.shared.RecordRef;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The address at which a cell's postings are listed (记账明细网址): {@code
 * /postings?measure=invest.done&org=wangcheng&filter=key:市重大&from=2020-01-01&to=2020-12-31}.
 */
public final class CellAddress {
  private static final int LAST_YEAR = 9999;

  private CellAddress() {}

  public static Address of(Cell cell, View view) {
    return of("/postings", cell, view);
  }

  /** The address at which all that a cell was ever said to be is listed (沿革). */
  public static Address story(Cell cell, View view) {
    return of("/postings/story", cell, view);
  }

  private static Address of(String path, Cell cell, View view) {
    var address = Address.of(path).with("measure", cell.measure()).with("org", view.whose());
    for (var filter : cell.filters()) {
      address = address.with("filter", write(filter));
    }
    address = Known.on(address, view.knownAt());
    address = address.withIf(!cell.isSum(), "take", write(cell.take()));
    return switch (cell.when()) {
      case Cell.When.Over(var from, var to) -> address.with("from", from).with("to", to);
      case Cell.When.UpTo(var day) -> address.with("upto", day);
      case Cell.When.LastIn(var from, var to) -> address.with("lastin", from + ".." + to);
    };
  }

  public static String of(RecordRef record) {
    return "/records/" + record.kind() + "/" + record.id();
  }

  /** {@code key:市重大}, {@code mode:公路|铁路}, {@code key:!市重大}. */
  public static String write(Filter filter) {
    return filter.dimension()
        + ":"
        + (filter.except() ? "!" : "")
        + String.join("|", filter.members());
  }

  /**
   * @throws BadParameter when it is no filter
   */
  public static Filter filter(String parameter, String text) {
    var colon = text.indexOf(':');
    var members = text.substring(colon + 1).replaceFirst("^!", "");
    if (colon <= 0 || members.isBlank()) {
      throw new BadParameter(
          parameter,
          "“" + text + "”应写作 维度:成员，如 key:市重大",
          "“" + text + "” should read dimension:member");
    }
    return new Filter(
        text.substring(0, colon),
        text.charAt(colon + 1) == '!',
        new TreeSet<>(List.of(members.split("\\|"))));
  }

  private static String write(Take take) {
    return switch (take) {
      case Take.Sum() -> "sum";
      case Take.Subjects() -> "distinct";
      case Take.Records() -> "records";
      case Take.Percentile(var percent) -> String.valueOf(percent);
    };
  }

  /** {@code distinct}, {@code records} or a percentile's number; nothing is a sum. */
  static Take take(@Nullable String text) {
    var known = Stream.of(new Take.Sum(), new Take.Subjects(), new Take.Records());
    if (text != null && text.matches("[1-9][0-9]?|100")) {
      return new Take.Percentile(Integer.parseInt(text));
    }
    return text == null
        ? new Take.Sum()
        : known
            .filter(take -> write(take).equals(text))
            .findFirst()
            .orElseThrow(() ->
                new BadParameter(
                    "take",
                    "“" + text + "”应为 distinct、records 或 1 到 100 的整数",
                    "“" + text + "” is not distinct, records or a number from 1 to 100"));
  }

  /** When the cell counts, from what an address says of it: one of three ways. */
  static Cell.When when(
      @Nullable String from, @Nullable String to, @Nullable String upTo, @Nullable String lastIn) {
    if (upTo != null) {
      return new Cell.When.UpTo(day("upto", upTo));
    }
    if (lastIn != null) {
      var days = lastIn.split("\\.\\.", -1);
      return new Cell.When.LastIn(
          day("lastin", days[0]), day("lastin", days.length == 2 ? days[1] : ""));
    }
    return new Cell.When.Over(day("from", from), day("to", to));
  }

  private static LocalDate day(String parameter, @Nullable String text) {
    try {
      var day = LocalDate.parse(text == null ? "" : text);
      if (day.getYear() < 1 || day.getYear() > LAST_YEAR) {
        throw new DateTimeException("no year that anybody keeps records of");
      }
      return day;
    } catch (DateTimeException malformed) {
      throw new BadParameter(
          parameter,
          text == null ? "缺少日期" : "“" + text + "”应为日期，如 2020-12-31",
          text == null ? "a day is missing" : "“" + text + "” is not a day like 2020-12-31");
    }
  }

  /**
   * @throws BadParameter when it is no span
   */
  public static Span span(String parameter, String text) {
    try {
      return Span.parse(text);
    } catch (IllegalArgumentException malformed) {
      throw BadParameter.of(parameter, malformed);
    }
  }
}
