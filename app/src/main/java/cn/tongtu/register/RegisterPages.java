package cn.tongtu.register;

import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Organisations;
import cn.tongtu.ledger.CellAddress;
import cn.tongtu.register.view.RegisterPage;
import cn.tongtu.register.view.RegistersPage;
import cn.tongtu.shared.Address;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.Paging;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Words;
import java.math.BigDecimal;
import java.util.Map;
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

  private final Registers registers;
  private final Entries entries;
  private final RegisterRecords records;
  private final Organisations organisations;

  RegisterPages(
      Registers registers, Entries entries, RegisterRecords records, Organisations organisations) {
    this.registers = registers;
    this.entries = entries;
    this.records = records;
    this.organisations = organisations;
  }

  @GetMapping("/registers")
  ModelAndView list() {
    var rows =
        registers.list().stream()
            .map(register ->
                new RegistersPage.Row(register.id(), label(register), entries.count(register)))
            .toList();
    return new ModelAndView(
        "register/list",
        "page",
        new RegistersPage(rows, rows.stream().mapToLong(RegistersPage.Row::records).sum()));
  }

  @GetMapping("/registers/{id}")
  ModelAndView register(@PathVariable String id, @RequestParam(defaultValue = "1") int page) {
    var register =
        registers
            .find(id)
            .orElseThrow(() -> new NotFound("没有台账 " + id, "there is no register " + id));
    var paging =
        Paging.of(page, PAGE_SIZE, entries.count(register), Address.of("/registers/" + id));
    var orgs =
        organisations.list().stream()
            .collect(Collectors.toMap(Organisation::code, Organisation::name));
    return new ModelAndView(
        "register/register",
        "page",
        new RegisterPage(
            id,
            label(register),
            register.fields().values().stream().map(RegisterPages::column).toList(),
            entries.page(register, EntrySearch.all(register), paging.offset(), PAGE_SIZE).stream()
                .map(entry -> row(register, entry, orgs))
                .toList(),
            register.fields().values().stream().map(field -> sum(register, field)).toList(),
            paging));
  }

  private static Label label(Register register) {
    return new Label(register.label(), register.english());
  }

  private static RegisterPage.Column column(Field field) {
    return new RegisterPage.Column(
        field.label(),
        field.type() instanceof FieldType.Amount(var unit) ? unit.symbol() : "",
        field.type().number());
  }

  private String sum(Register register, Field field) {
    return field.type().number()
        ? java.util.Optional.ofNullable(
                entries.sums(register, EntrySearch.all(register)).get(field.id()))
            .map(RegisterPages::number)
            .orElse("")
        : "";
  }

  private RegisterPage.Row row(Register register, Entry entry, Map<String, String> orgs) {
    return new RegisterPage.Row(
        CellAddress.of(new RecordRef(register.recordKind(), entry.id())),
        orgs.getOrDefault(entry.org(), entry.org()),
        register.fields().values().stream().map(field -> cell(field, entry)).toList(),
        entry.invented());
  }

  private String cell(Field field, Entry entry) {
    var value = entry.values().get(field.id());
    if (value == null) {
      return "";
    }
    return field.type().number()
        ? number(new BigDecimal(value.toString()))
        : records.print(field, value);
  }

  private static String number(BigDecimal amount) {
    var bare = amount.stripTrailingZeros();
    return Words.number(bare.scale() < 0 ? bare.setScale(0) : bare);
  }
}
