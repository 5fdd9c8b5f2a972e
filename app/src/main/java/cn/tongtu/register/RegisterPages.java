package cn.tongtu.register;

import cn.tongtu.engine.value.Unit;
import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Organisations;
import cn.tongtu.identity.Permissions;
import cn.tongtu.register.view.RegisterPage;
import cn.tongtu.register.view.RegistersPage;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Address;
import cn.tongtu.shared.Look;
import cn.tongtu.shared.Paging;
import cn.tongtu.shared.Words;
import cn.tongtu.shared.view.Choice;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The declared registers and their records; columns follow from the declaration. */
@Controller
class RegisterPages {
  private static final int PAGE_SIZE = 100;

  private static final Unit WAN = Unit.of("万元");
  private static final Unit YI = Unit.of("亿元");

  private static final String FILTER = "f.";

  private final Registers registers;
  private final Entries entries;
  private final EntryView view;
  private final Organisations organisations;
  private final Permissions permissions;
  private final RegisterMap maps;
  private final List<RegisterTab> tabs;

  RegisterPages(
      Registers registers,
      Entries entries,
      EntryView view,
      Organisations organisations,
      Permissions permissions,
      RegisterMap maps,
      List<RegisterTab> tabs) {
    this.maps = maps;
    this.tabs = tabs;
    this.registers = registers;
    this.entries = entries;
    this.view = view;
    this.organisations = organisations;
    this.permissions = permissions;
  }

  @GetMapping("/registers")
  ModelAndView list(@RequestParam(defaultValue = "") String q) {
    var groups = new ArrayList<RegistersPage.Group>();
    registers
        .grouped()
        .forEach((label, of) -> {
          var rows =
              of.stream().filter(register -> register.called(q.strip())).map(this::row).toList();
          if (!rows.isEmpty()) {
            groups.add(new RegistersPage.Group(label, rows));
          }
        });
    return new ModelAndView(
        "register/list",
        "page",
        new RegistersPage(q.strip(), registers.list().size(), Entries.COUNTED, groups));
  }

  private RegistersPage.Row row(Register register) {
    var count = entries.standing(register);
    return new RegistersPage.Row(register.id(), register.name(), count.records(), count.going());
  }

  @GetMapping("/registers/{id:[a-z][a-z0-9_]*}")
  ModelAndView register(
      @PathVariable String id,
      @RequestParam(defaultValue = "1") int page,
      @RequestParam(name = "view", defaultValue = "") String looking,
      HttpServletRequest request,
      Actor.Staff reader) {
    var register = registers.get(id);
    var search = EntrySearch.asked(register, request);
    var state = search.state();
    var address = search.address();
    var order =
        EntrySearch.sort(register, search.sort(), address.withIf(!state.isEmpty(), "state", state));
    var query = order.address().text().substring(register.href().length());
    var asked = RegisterMap.has(register) ? looking : "";
    var count = entries.count(register, search, Entries.COUNTED + 1);
    var paging = Paging.of(page, PAGE_SIZE, Math.min(count, Entries.COUNTED), order.address());
    var orgs = organisations.list();
    var names = orgs.stream().collect(Collectors.toMap(Organisation::code, Organisation::name));
    var shown = register.fields().values().stream().filter(Field::list).toList();
    var sums = entries.sums(register, search);
    return new ModelAndView(
        "register/register",
        "page",
        new RegisterPage(
            id,
            register.name(),
            shown.stream().map(RegisterPages::column).toList(),
            states(register, address, state),
            state,
            choices(register, search.filters()),
            orgs.stream().map(one -> Choice.of(one.code(), one.name())).toList(),
            search.org(),
            search.q(),
            !search.isEverything(),
            entries.page(register, search, paging.offset(), PAGE_SIZE).stream()
                .map(entry -> row(register, shown, entry, names))
                .toList(),
            shown.stream()
                .map(field ->
                    Optional.ofNullable(sums.get(field.id()))
                        .map(sum -> number(inUnit(field.type(), sum)))
                        .orElse(""))
                .toList(),
            paging,
            count > Entries.COUNTED,
            order,
            count > 0 || entries.any(register),
            !register.retired() && permissions.anywhere(reader.id(), RegisterKeeping.WRITE),
            moves(register, reader),
            tabs.stream()
                .flatMap(tab -> tab.of(register).stream())
                .map(offer -> new RegisterPage.Tab(offer.label(), offer.href()))
                .toList(),
            register.href() + "/export" + query,
            asked.equals("map") ? Optional.of(maps.list(register, query)) : Optional.empty(),
            RegisterMap.has(register)
                ? order.address().withIf(!asked.equals("map"), "view", "map").text()
                : ""));
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
        (field.type() instanceof FieldType.Sum sum ? Optional.of(unit(sum)) : field.type().beside())
            .map(Unit::symbol)
            .orElse(""),
        field.type().number(),
        field.type() instanceof FieldType.Day || field.type() instanceof FieldType.Month);
  }

  private RegisterPage.Row row(
      Register register, List<Field> shown, Entry entry, Map<String, String> orgs) {
    return new RegisterPage.Row(
        entry.id(),
        register.href(entry),
        entry.number().orElse(""),
        EntryView.standing(register, entry),
        TimeLeft.of(register, entry, LocalDate.now(Words.CHINA)),
        orgs.getOrDefault(entry.org(), entry.org()),
        shown.stream().map(field -> cell(field, entry)).toList(),
        entry.invented());
  }

  private String cell(Field field, Entry entry) {
    var value = entry.values().get(field.id());
    if (value == null) {
      return "";
    }
    return field.type().number() ? number(inUnit(field.type(), value)) : view.print(field, value);
  }

  /** In which unit the reader wants money; what is typed and exported is as declared. */
  static Unit unit(FieldType.Sum sum) {
    return switch (Look.here().units()) {
      case DECLARED -> sum.unit();
      case WAN -> WAN;
      case YI -> YI;
    };
  }

  static BigDecimal inUnit(FieldType type, Object value) {
    return type instanceof FieldType.Sum sum
        ? new FieldType.Sum(unit(sum)).shown(value)
        : type.shown(value);
  }

  static String number(BigDecimal amount) {
    var bare = amount.stripTrailingZeros();
    return Words.number(bare.scale() < 0 ? bare.setScale(0) : bare);
  }
}
