package cn.tongtu.identity;

import cn.tongtu.form.Answers;
import cn.tongtu.identity.PersonalRecords.Known;
import cn.tongtu.identity.view.StaffingPage;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Address;
import cn.tongtu.shared.IdentityNumber;
import cn.tongtu.shared.Mistakes;
import cn.tongtu.shared.Paging;
import cn.tongtu.shared.Phone;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.Words;
import cn.tongtu.shared.WrongField;
import cn.tongtu.shared.view.Sort;
import cn.tongtu.shared.view.Typed;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * People and their accounts: the system administrator's pages and the security administrator's; an
 * auditor comes here to confirm a password. One person's page is {@link PersonPages}, seats and
 * roles {@link SeatPages}.
 */
@Controller
class StaffingPages {
  private static final int SIZE = 100;
  private static final Map<String, Comparator<Person>> COLUMNS =
      Map.of(
          "name", Comparator.comparing(Person::name, Sort.sounds()),
          "account", Comparator.comparing(Person::account));

  private final Staffing staffing;
  private final Passwords passwords;
  private final PersonPages one;
  private final People people;
  private final Seats seats;
  private final Organisations organisations;
  private final Roles roles;
  private final Accounts accounts;
  private final PersonalRecords personal;
  private final Permissions permissions;
  private final Clock clock = Clock.system(Words.CHINA);

  StaffingPages(
      Staffing staffing,
      Passwords passwords,
      PersonPages one,
      People people,
      Seats seats,
      Organisations organisations,
      Roles roles,
      Accounts accounts,
      PersonalRecords personal,
      Permissions permissions) {
    this.staffing = staffing;
    this.passwords = passwords;
    this.one = one;
    this.people = people;
    this.seats = seats;
    this.organisations = organisations;
    this.roles = roles;
    this.accounts = accounts;
    this.personal = personal;
    this.permissions = permissions;
  }

  @GetMapping("/people")
  ModelAndView list(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "") String sort,
      @RequestParam(defaultValue = "1") int page,
      Actor.Staff actor) {
    return list(q, sort, page, Typed.NOTHING, actor);
  }

  private ModelAndView list(String q, String sort, int page, Typed typed, Actor.Staff actor) {
    var _ = one.mayLook(actor);
    var today = LocalDate.now(clock);
    var wanted = q.strip().toLowerCase(Locale.ROOT);
    var all = people.list();
    var found =
        all.stream()
            .filter(person ->
                person.name().toLowerCase(Locale.ROOT).contains(wanted)
                    || person.account().contains(wanted))
            .collect(Collectors.toCollection(ArrayList::new));
    var order =
        Sort.of(sort, "name", COLUMNS.keySet(), Address.of("/people").withIf(!q.isBlank(), "q", q));
    found.sort(order.order(COLUMNS).thenComparingLong(Person::id));
    var paging = Paging.of(page, SIZE, found.size(), order.address());
    var shown =
        found.subList(
            Math.min(paging.offset(), found.size()),
            Math.min(paging.offset() + SIZE, found.size()));
    var seatsOf =
        seats.list().stream()
            .filter(seat -> seat.days().include(today))
            .collect(Collectors.groupingBy(Seat::person));
    var names =
        organisations.list().stream()
            .collect(Collectors.toMap(Organisation::code, Function.identity()));
    var phones = phones(shown.stream().map(Person::id).toList());
    return new ModelAndView(
        "identity/people",
        "page",
        new StaffingPage(
            q,
            shown.stream()
                .map(person ->
                    row(
                        person,
                        seatsOf.getOrDefault(person.id(), List.of()),
                        names,
                        phones.getOrDefault(person.id(), ""),
                        today))
                .toList(),
            found.size(),
            permissions.anywhere(actor.id(), "person.keep"),
            paging,
            order,
            typed));
  }

  /** A lost key keeps nobody from the list. */
  private Map<Long, String> phones(List<Long> ids) {
    try {
      return personal.maskedPhones(ids);
    } catch (Refusal lostKey) {
      return Map.of();
    }
  }

  private StaffingPage.Row row(
      Person person,
      List<Seat> sitting,
      Map<String, Organisation> names,
      String phone,
      LocalDate today) {
    return new StaffingPage.Row(
        person.id(),
        person.name(),
        person.account(),
        person.worksOn(today),
        accounts.waiting(person.id()).isPresent(),
        sitting.stream()
            .flatMap(seat -> seat.roles().stream())
            .filter(held -> held.days().include(today))
            .flatMap(held -> roles.find(held.role()).stream())
            .map(Role::label)
            .distinct()
            .toList(),
        sitting.stream()
            .flatMap(seat -> Optional.ofNullable(names.get(seat.org())).stream())
            .map(Organisation::name)
            .toList(),
        phone);
  }

  /** The link is shown this once and kept nowhere. */
  @PostMapping("/people")
  ModelAndView enter(
      @RequestParam(defaultValue = "") String account,
      @RequestParam(defaultValue = "") String name,
      HttpServletRequest request,
      Actor.Staff actor) {
    return Answers.form(
        "enter",
        request,
        () -> {
          new Mistakes()
              .needs("account", account, "请填写账号", "fill in the account")
              .needs("name", name, "请填写姓名", "fill in the name")
              .tell();
          return one.page(staffing.enter(account, name, actor), actor);
        },
        typed -> list("", "", 1, typed, actor));
  }

  /** By a whole number, which a form sends and no address, so that no log keeps it. */
  @PostMapping("/people/find")
  ModelAndView find(
      @RequestParam(defaultValue = "") String number,
      HttpServletRequest request,
      Actor.Staff actor) {
    var acting = one.mayLook(actor);
    return Answers.form(
        "find",
        request,
        () -> {
          var wrong = new Mistakes();
          var found =
              wrong.read(
                  "number",
                  () ->
                      number.strip().length() == 18
                          ? staffing.find(IdentityNumber.of(number), acting).stream().toList()
                          : staffing.find(Phone.of(number), acting));
          wrong.tell();
          WrongField.unless(
              !found.orElseThrow().isEmpty(), "number", "没有登记这个号码的人员", "nobody has this number");
          return Answers.seeOther("/people/" + found.orElseThrow().getFirst());
        },
        typed -> list("", "", 1, typed, actor));
  }

  @PostMapping("/people/{person}/leave")
  ModelAndView leave(@PathVariable long person, HttpServletRequest request, Actor.Staff actor) {
    return one.done("leave", person, request, actor, () -> staffing.leave(person, actor));
  }

  @PostMapping("/people/{person}/link")
  ModelAndView reissue(@PathVariable long person, HttpServletRequest request, Actor.Staff actor) {
    return Answers.form(
        "leave",
        request,
        () -> one.page(staffing.reissue(person, actor), actor),
        typed -> one.page(person, typed, actor));
  }

  @PostMapping("/people/{person}/confirm")
  ModelAndView confirm(
      @PathVariable long person,
      @RequestParam(defaultValue = "") String code,
      HttpServletRequest request,
      Actor.Staff actor) {
    return one.done(
        "confirm",
        person,
        request,
        actor,
        () -> {
          new Mistakes().needs("code", code, "请填写核对码", "fill in the code").tell();
          passwords.confirm(person, code, actor);
        });
  }

  @PostMapping("/people/{person}/reject")
  ModelAndView reject(@PathVariable long person, HttpServletRequest request, Actor.Staff actor) {
    return one.done("confirm", person, request, actor, () -> passwords.reject(person, actor));
  }

  @PostMapping("/people/{person}/personal")
  ModelAndView putPersonal(
      @PathVariable long person,
      @RequestParam(defaultValue = "") String phone,
      @RequestParam(defaultValue = "") String identity,
      HttpServletRequest request,
      Actor.Staff actor) {
    return one.done(
        "personal",
        person,
        request,
        actor,
        () -> {
          var wrong = new Mistakes();
          var known =
              new Known(
                  read("phone", phone, Phone::of, wrong),
                  read("identity", identity, IdentityNumber::of, wrong));
          wrong.tell();
          staffing.putPersonal(person, known, actor);
        });
  }

  private static <T> Optional<T> read(
      String field, String text, Function<String, T> type, Mistakes wrong) {
    return text.isBlank() ? Optional.empty() : wrong.read(field, () -> type.apply(text));
  }

  @PostMapping("/people/{person}/disclose")
  ModelAndView disclose(
      @PathVariable long person,
      @RequestParam(defaultValue = "") String why,
      HttpServletRequest request,
      Actor.Staff actor) {
    return Answers.form(
        "disclose",
        request,
        () -> one.page(person, staffing.readPersonal(person, why, actor), actor),
        typed -> one.page(person, typed, actor));
  }
}
