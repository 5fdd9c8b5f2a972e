package cn.tongtu.register;

import cn.tongtu.engine.value.Unit;
import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Organisations;
import cn.tongtu.identity.Permissions;
import cn.tongtu.map.MapView;
import cn.tongtu.register.Showing.As;
import cn.tongtu.register.view.RegisterPage;
import cn.tongtu.register.view.RegisterShown;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Address;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Paging;
import cn.tongtu.shared.Words;
import cn.tongtu.shared.view.Choice;
import cn.tongtu.shared.view.Typed;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Gathers what a register's page shows (台账页), in whichever way it is asked for. */
@Component
class RegisterView {
  static final int PAGE_SIZE = 100;

  private static final String FILTER = "f.";
  private static final Label ORG = new Label("单位", "Organisation");
  private static final Label STATE = new Label("状态", "State");

  private final Entries entries;
  private final Groups groups;
  private final EntryView view;
  private final BoardView board;
  private final MonthView months;
  private final Viewing viewing;
  private final DeclaredViews declared;
  private final Organisations organisations;
  private final Permissions permissions;
  private final RegisterMap maps;
  private final List<RegisterTab> tabs;

  RegisterView(
      Entries entries,
      Groups groups,
      EntryView view,
      BoardView board,
      MonthView months,
      Viewing viewing,
      DeclaredViews declared,
      Organisations organisations,
      Permissions permissions,
      RegisterMap maps,
      List<RegisterTab> tabs) {
    this.entries = entries;
    this.groups = groups;
    this.view = view;
    this.board = board;
    this.months = months;
    this.viewing = viewing;
    this.declared = declared;
    this.organisations = organisations;
    this.permissions = permissions;
    this.maps = maps;
    this.tabs = tabs;
  }

  /** What is asked of a register, by whom. */
  private record Asked(
      Register register,
      Showing showing,
      EntrySearch search,
      Map<String, String> orgs,
      Actor.Staff reader) {
    List<Field> shown() {
      return showing.shown();
    }
  }

  RegisterPage page(
      Register register, int page, Typed typed, HttpServletRequest request, Actor.Staff reader) {
    var search = EntrySearch.asked(register, request);
    var showing = Showing.asked(register, request);
    var orgs = organisations.list();
    var names = orgs.stream().collect(Collectors.toMap(Organisation::code, Organisation::name));
    var asked = new Asked(register, showing, search, names, reader);
    var state = search.state();
    var address = search.address(showing.address());
    var order =
        EntrySearch.sort(register, search.sort(), address.withIf(!state.isEmpty(), "state", state));
    var count = entries.count(register, search, Entries.COUNTED + 1);
    var paging = Paging.of(page, PAGE_SIZE, Math.min(count, Entries.COUNTED), order.address());
    var list = showing.as() == As.LIST;
    var keeps = !register.retired() && permissions.anywhere(reader.id(), RegisterKeeping.WRITE);
    var moves = moves(register, reader);
    return new RegisterPage(
        register.id(),
        register.name(),
        asked.shown().stream().map(RegisterView::column).toList(),
        showing.as() == As.BOARD ? List.of() : states(register, address, state),
        state,
        choices(register, search.filters()),
        orgs.stream().map(one -> Choice.of(one.code(), one.name())).toList(),
        search.org(),
        search.q(),
        !search.isEverything(),
        list
            ? entries.page(register, search, paging.offset(), PAGE_SIZE).stream()
                .map(entry -> row(asked, entry))
                .toList()
            : List.of(),
        list || showing.as() == As.GROUPS
            ? sums(asked.shown(), entries.sums(register, search))
            : List.of(),
        paging,
        count > Entries.COUNTED,
        order,
        count > 0 || entries.any(register),
        keeps,
        list && (keeps || moves),
        moves,
        tabs.stream()
            .flatMap(tab -> tab.of(register).stream())
            .map(offer -> new RegisterPage.Tab(offer.label(), offer.href()))
            .toList(),
        export(showing, search),
        map(showing, search),
        shown(asked, count),
        typed);
  }

  private static String export(Showing showing, EntrySearch search) {
    return showing.register().href() + "/export" + query(showing.as(As.LIST), search);
  }

  private static String query(Showing showing, EntrySearch search) {
    return showing.address(search).text().substring(showing.register().href().length());
  }

  private Optional<MapView> map(Showing showing, EntrySearch search) {
    return showing.as() == As.MAP
        ? Optional.of(maps.list(showing.register(), query(showing.as(As.LIST), search)))
        : Optional.empty();
  }

  private RegisterShown shown(Asked asked, long count) {
    var register = asked.register;
    var showing = asked.showing;
    var as = showing.as();
    var kept = new LinkedHashMap<String, String>();
    if (as != As.LIST) {
      kept.put(Showing.VIEW, as.word());
    }
    if (!asked.search.state().isEmpty()) {
      kept.put("state", asked.search.state());
    }
    if (as == As.CALENDAR) {
      kept.put("month", showing.month());
    }
    kept.values().removeIf(String::isEmpty);
    var chosen = asked.shown();
    var days = Showing.days(register);
    return new RegisterShown(
        as.word(),
        Showing.ways(register).stream()
            .map(way ->
                new RegisterShown.Way(way.word(), way(showing.as(way), asked.search), way == as))
            .toList(),
        kept,
        as == As.GROUPS
            ? Choice.list(Showing.groups(register), by -> by, by -> called(register, by).chinese())
            : List.of(),
        showing.by(),
        as == As.CALENDAR && days.size() > 1
            ? Choice.list(days, day -> day, day -> register.field(day).label().chinese())
            : List.of(),
        as == As.CALENDAR ? showing.dated() : "",
        as == As.LIST || as == As.GROUPS
            ? register.fields().values().stream()
                .filter(Showing::column)
                .map(field ->
                    new RegisterShown.Column(field.id(), field.label(), chosen.contains(field)))
                .toList()
            : List.of(),
        views(asked),
        as == As.GROUPS ? Optional.of(grouped(asked, count)) : Optional.empty(),
        as == As.BOARD ? board.lanes(showing, asked.search, asked.orgs, asked.reader) : List.of(),
        as == As.CALENDAR ? Optional.of(months.month(showing, asked.search)) : Optional.empty());
  }

  /** The plain list is asked for by name, so that it is reached past what one sees first. */
  private static String way(Showing showing, EntrySearch search) {
    var address = showing.address(search);
    return showing.as() == As.LIST && address.text().equals(showing.register().href())
        ? address.with(Showing.VIEW, As.LIST.word()).text()
        : address.text();
  }

  private static Label called(Register register, String by) {
    return switch (by) {
      case Showing.STATE -> STATE;
      case Showing.ORG -> ORG;
      default -> register.field(by).label();
    };
  }

  private RegisterShown.Views views(Asked asked) {
    var register = asked.register;
    var here = asked.showing.address(asked.search).text();
    var plain = here.equals(register.href());
    var list = new ArrayList<RegisterShown.Named>();
    list.add(
        new RegisterShown.Named(
            new Label("全部", "All"),
            Address.of(register.href()).with(Showing.VIEW, As.LIST.word()).text(),
            plain,
            false));
    var mark = "";
    for (var view : declared.of(register)) {
      var chosen = view.href().equals(here);
      mark = chosen ? view.id() : mark;
      list.add(new RegisterShown.Named(view.label(), view.href(), chosen, false));
    }
    var own = Optional.<RegisterShown.Own>empty();
    for (var view : viewing.of(register, asked.reader)) {
      var href = Viewing.href(register, view);
      var chosen = href.equals(here) && mark.isEmpty();
      var mine = view.person() == asked.reader.id();
      if (chosen) {
        mark = view.mark();
      }
      if (chosen && mine) {
        own = Optional.of(new RegisterShown.Own(view.id(), view.name(), view.org().orElse("")));
      }
      list.add(new RegisterShown.Named(new Label(view.name(), view.name()), href, chosen, !mine));
    }
    return new RegisterShown.Views(
        list,
        plain ? "" : here.substring(register.href().length()),
        viewing.orgs(asked.reader).stream()
            .map(code -> Choice.of(code, asked.orgs.getOrDefault(code, code)))
            .toList(),
        own,
        mark,
        viewing.mark(register, asked.reader).orElse("").equals(mark),
        plain || !mark.isEmpty());
  }

  private RegisterShown.Groups grouped(Asked asked, long count) {
    var register = asked.register;
    var by = asked.showing.by();
    var found = groups.list(asked.search, by);
    // Few enough to be read at once are shown at once.
    var few = count <= PAGE_SIZE;
    var rows =
        few
            ? entries.page(register, asked.search, 0, PAGE_SIZE).stream()
                .collect(Collectors.groupingBy(entry -> Groups.key(register, by, entry)))
            : Map.<String, List<Entry>>of();
    return new RegisterShown.Groups(
        called(register, by),
        found.stream()
            .map(group -> group(asked, group, few, rows.getOrDefault(group.key(), List.of())))
            .toList(),
        found.size() == Groups.MOST);
  }

  private RegisterShown.Group group(
      Asked asked, Groups.Group group, boolean few, List<Entry> rows) {
    var register = asked.register;
    var by = asked.showing.by();
    var search = Groups.within(asked.search, by, group.key());
    var shut = few == asked.showing.open().filter(group.key()::equals).isPresent();
    var here = asked.showing.address(asked.search);
    var entriesOf =
        shut ? List.<Entry>of() : few ? rows : entries.page(register, search, 0, PAGE_SIZE);
    return new RegisterShown.Group(
        Groups.word(register, by, group.key())
            .orElseGet(() -> {
              var name =
                  by.equals(Showing.ORG)
                      ? asked.orgs.getOrDefault(group.key(), group.key())
                      : view.print(
                          register.field(by), Groups.value(register.field(by), group.key()));
              return new Label(name, name);
            }),
        by.equals(Showing.STATE)
            ? Optional.ofNullable(register.life().states().get(group.key())).map(Life.State::lamp)
            : Optional.empty(),
        group.records(),
        sums(asked.shown(), group.sums()),
        here.withIf(shut != few, Showing.OPEN, group.key()).text(),
        !shut,
        entriesOf.stream().map(entry -> row(asked, entry)).toList(),
        group.records() > entriesOf.size() ? asked.showing.as(As.LIST).address(search).text() : "");
  }

  private static List<String> sums(List<Field> shown, Map<String, BigDecimal> sums) {
    return shown.stream()
        .map(field ->
            Optional.ofNullable(sums.get(field.id()))
                .map(sum -> RegisterPages.number(RegisterPages.inUnit(field.type(), sum)))
                .orElse(""))
        .toList();
  }

  /** Whether this person could make any of its moves somewhere. */
  private boolean moves(Register register, Actor.Staff reader) {
    return register.life().moves().values().stream()
        .map(Life.Move::may)
        .distinct()
        .anyMatch(may -> permissions.anywhere(reader.id(), may));
  }

  private List<RegisterPage.State> states(Register register, Address address, String chosen) {
    if (register.life().states().isEmpty()) {
      return List.of();
    }
    var counts = entries.states(register);
    return register.life().states().values().stream()
        .map(state ->
            new RegisterPage.State(
                state.label(),
                state.lamp(),
                counted(counts.getOrDefault(state.id(), 0L)),
                state.id().equals(chosen)
                    ? address.text()
                    : address.with("state", state.id()).text(),
                state.id().equals(chosen)))
        .toList();
  }

  private static String counted(long records) {
    return records + (records == Entries.SEEN ? "+" : "");
  }

  private static List<RegisterPage.Filter> choices(Register register, Map<String, String> filters) {
    return register.fields().values().stream()
        .filter(field ->
            field.type() instanceof FieldType.Choice || field.type() instanceof FieldType.YesNo)
        .map(field ->
            new RegisterPage.Filter(
                FILTER + field.id(),
                field.label(),
                field.type() instanceof FieldType.Choice(var of)
                    ? Choice.plain(of)
                    : Choice.plain(List.of("是", "否")),
                filters.getOrDefault(field.id(), "")))
        .toList();
  }

  private static RegisterPage.Column column(Field field) {
    return new RegisterPage.Column(
        field.id(),
        field.label(),
        (field.type() instanceof FieldType.Sum sum
                ? Optional.of(RegisterPages.unit(sum))
                : field.type().beside())
            .map(Unit::symbol)
            .orElse(""),
        field.type().number(),
        field.type() instanceof FieldType.Day || field.type() instanceof FieldType.Month);
  }

  private RegisterPage.Row row(Asked asked, Entry entry) {
    return new RegisterPage.Row(
        entry.id(),
        asked.register.href(entry),
        entry.number().orElse(""),
        EntryView.standing(asked.register, entry),
        TimeLeft.of(asked.register, entry, LocalDate.now(Words.CHINA)),
        asked.orgs.getOrDefault(entry.org(), entry.org()),
        asked.shown().stream().map(field -> view.cell(field, entry)).toList(),
        entry.invented());
  }
}
