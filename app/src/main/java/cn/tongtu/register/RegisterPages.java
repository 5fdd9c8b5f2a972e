package cn.tongtu.register;

import cn.tongtu.engine.value.Unit;
import cn.tongtu.form.Answers;
import cn.tongtu.register.view.RegisterPage;
import cn.tongtu.register.view.RegistersPage;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Look;
import cn.tongtu.shared.Words;
import cn.tongtu.shared.view.Typed;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The declared registers and their records; columns follow from the declaration. */
@Controller
class RegisterPages {
  private static final Unit WAN = Unit.of("万元");
  private static final Unit YI = Unit.of("亿元");

  private final Registers registers;
  private final Entries entries;
  private final RegisterView view;
  private final Viewing viewing;

  RegisterPages(Registers registers, Entries entries, RegisterView view, Viewing viewing) {
    this.registers = registers;
    this.entries = entries;
    this.view = view;
    this.viewing = viewing;
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

  /** As its address says; without anything said, as the reader wants to see it first. */
  @GetMapping("/registers/{id:[a-z][a-z0-9_]*}")
  ModelAndView register(
      @PathVariable String id,
      @RequestParam(defaultValue = "1") int page,
      HttpServletRequest request,
      Actor.Staff reader) {
    var register = registers.get(id);
    var usual =
        request.getQueryString() == null
            ? viewing.usual(register, reader).filter(href -> !href.equals(register.href()))
            : Optional.<String>empty();
    return usual
        .map(Answers::seeOther)
        .orElseGet(() -> page(register, page, Typed.NOTHING, request, reader));
  }

  private ModelAndView page(
      Register register, int page, Typed typed, HttpServletRequest request, Actor.Staff reader) {
    return new ModelAndView(
        "register/register", "page", view.page(register, page, typed, request, reader));
  }

  /** Keeps what is on screen as a view; the address says what that is. */
  @PostMapping("/registers/{id}/views")
  ModelAndView save(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String with,
      @RequestParam(defaultValue = "") String usual,
      HttpServletRequest request,
      Actor.Staff actor) {
    var register = registers.get(id);
    var href =
        Showing.asked(register, request).address(EntrySearch.asked(register, request)).text();
    return Answers.form(
        RegisterPage.VIEW,
        request,
        () -> {
          var _ =
              viewing.save(
                  register,
                  name,
                  href.equals(register.href()) ? "" : href.substring(register.href().length() + 1),
                  with,
                  usual.equals("true"),
                  actor);
        },
        href,
        typed -> page(register, 1, typed, request, actor));
  }

  @PostMapping("/registers/{id}/views/{view:\\d{1,18}}")
  ModelAndView keep(
      @PathVariable String id,
      @PathVariable("view") long number,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String with,
      HttpServletRequest request,
      Actor.Staff actor) {
    var register = registers.get(id);
    return Answers.form(
        RegisterPage.VIEW,
        request,
        () -> viewing.keep(register, number, name, with, actor),
        Showing.asked(register, request).address(EntrySearch.asked(register, request)).text(),
        typed -> page(register, 1, typed, request, actor));
  }

  @PostMapping("/registers/{id}/views/{view:\\d{1,18}}/delete")
  ModelAndView delete(
      @PathVariable String id, @PathVariable("view") long number, Actor.Staff actor) {
    var register = registers.get(id);
    viewing.delete(register, number, actor);
    return Answers.seeOther(register.href() + "?" + Showing.VIEW + "=list");
  }

  /** What the reader sees first from now on. */
  @PostMapping("/registers/{id}/usual-view")
  ModelAndView prefer(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String mark,
      HttpServletRequest request,
      Actor.Staff actor) {
    var register = registers.get(id);
    viewing.prefer(register, mark, actor);
    return Answers.seeOther(
        Showing.asked(register, request).address(EntrySearch.asked(register, request)).text());
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
