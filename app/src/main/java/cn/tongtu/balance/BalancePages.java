package cn.tongtu.balance;

import cn.tongtu.balance.view.BalancesPage;
import cn.tongtu.balance.view.BalancesPage.Row;
import cn.tongtu.balance.view.BalancesPage.Table;
import cn.tongtu.register.Register;
import cn.tongtu.register.RegisterReading;
import cn.tongtu.register.RegisterTab;
import cn.tongtu.register.Registers;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Lamp;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.Words;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/** What a register's funds or quotas still hold. */
@Controller
class BalancePages implements RegisterTab {
  private static final String PATH = "/balances/";
  private static final int SOON_DAYS = 60;
  private static final Label ORG = new Label("单位", "Organisation");

  private final Registers registers;
  private final Balances balances;
  private final Balancing balancing;

  BalancePages(Registers registers, Balances balances, Balancing balancing) {
    this.registers = registers;
    this.balances = balances;
    this.balancing = balancing;
  }

  @Override
  public Optional<Offer> of(Register register) {
    return balances.of(register).isEmpty()
        ? Optional.empty()
        : Optional.of(new Offer(new Label("余额", "Balances"), PATH + register.id()));
  }

  @GetMapping("/balances/{id:[a-z][a-z0-9_]*}")
  @Transactional(readOnly = true)
  ModelAndView balances(@PathVariable String id) {
    var register =
        registers
            .find(id)
            .filter(found -> !balances.of(found).isEmpty())
            .orElseThrow(
                () -> new NotFound("没有按余额管理的台账 " + id, "no register with balances: " + id));
    var today = LocalDate.now(Words.CHINA);
    return new ModelAndView(
        "balance/balances",
        "page",
        new BalancesPage(
            register.name(),
            register.href(),
            balances.of(register).stream().map(balance -> table(balance, today)).toList()));
  }

  private Table table(Balance balance, LocalDate today) {
    var register = balance.register();
    var held = balancing.held(balance);
    var rows = new ArrayList<Row>();
    for (var account : held) {
      if (balance.until().isEmpty()) {
        rows.add(sum(account.about(), account.lots()));
      } else {
        for (int i = 0; i < account.lots().size(); i++) {
          rows.add(
              row(balance, i == 0 ? account.about() : List.of(), account.lots().get(i), today));
        }
      }
    }
    var all = held.stream().flatMap(account -> account.lots().stream()).toList();
    return new Table(
        balance.label(),
        balance.per().stream()
            .map(field -> field.equals(RegisterReading.ORG) ? ORG : register.field(field).label())
            .toList(),
        balance.in().label(),
        balance.out().label(),
        register.field(balance.of()).unit().map(unit -> unit.symbol()).orElse(""),
        balance.until().isPresent(),
        rows,
        sum(List.of(), all));
  }

  private static Row row(Balance balance, List<String> about, Account.Lot lot, LocalDate today) {
    var until = lot.receipt().until();
    var left = lot.left().signum() > 0;
    var lamp =
        !left
            ? Lamp.GREY
            : until.filter(day -> day.isBefore(today)).isPresent()
                ? Lamp.RED
                : until.filter(day -> day.isBefore(today.plusDays(SOON_DAYS))).isPresent()
                    ? Lamp.AMBER
                    : Lamp.GREEN;
    var standing =
        switch (lamp) {
          case GREY -> new Label("已用完", "Used up");
          case RED -> new Label("已过期", "Expired");
          case AMBER -> new Label("将到期", "Expires soon");
          case GREEN, BLUE -> new Label("可用", "Can be used");
        };
    return new Row(
        about,
        lot.receipt().on().toString(),
        RegisterReading.href(balance.register(), lot.receipt().record()),
        number(lot.receipt().amount()),
        number(lot.drawn()),
        number(lot.left()),
        until.map(LocalDate::toString).orElse(""),
        lamp,
        standing);
  }

  private static Row sum(List<String> about, List<Account.Lot> lots) {
    var in = total(lots, lot -> lot.receipt().amount());
    var out = total(lots, Account.Lot::drawn);
    var left = in.subtract(out);
    return new Row(
        about,
        "",
        "",
        number(in),
        number(out),
        number(left),
        "",
        left.signum() > 0 ? Lamp.GREEN : Lamp.GREY,
        left.signum() > 0 ? new Label("可用", "Can be used") : new Label("已用完", "Used up"));
  }

  private static BigDecimal total(List<Account.Lot> lots, Function<Account.Lot, BigDecimal> of) {
    return lots.stream().map(of).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static String number(BigDecimal amount) {
    var bare = amount.stripTrailingZeros();
    return Words.number(bare.scale() < 0 ? bare.setScale(0) : bare);
  }
}
