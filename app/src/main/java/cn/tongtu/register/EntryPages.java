package cn.tongtu.register;

import cn.tongtu.form.Answers;
import cn.tongtu.identity.Organisations;
import cn.tongtu.identity.Permissions;
import cn.tongtu.ledger.ClosedMonth;
import cn.tongtu.ledger.Reason;
import cn.tongtu.register.RegisterKeeping.Written;
import cn.tongtu.register.view.EntryForm;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Forbidden;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Words;
import cn.tongtu.shared.WrongField;
import cn.tongtu.shared.view.Choice;
import cn.tongtu.shared.view.Typed;
import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** A record of a register: what it says, its form, and the moves that lead it on. */
@Controller
class EntryPages {
  static final String REVISION = "revision";

  private final EntryView view;
  private final RegisterKeeping keeping;
  private final Moving moving;
  private final Timing timing;
  private final Organisations organisations;
  private final Permissions permissions;
  private final FilePages files;
  private final Commenting commenting;

  EntryPages(
      EntryView view,
      RegisterKeeping keeping,
      Moving moving,
      Timing timing,
      Organisations organisations,
      Permissions permissions,
      FilePages files,
      Commenting commenting) {
    this.files = files;
    this.commenting = commenting;
    this.view = view;
    this.keeping = keeping;
    this.moving = moving;
    this.timing = timing;
    this.organisations = organisations;
    this.permissions = permissions;
  }

  @GetMapping("/registers/{id}/new")
  ModelAndView empty(@PathVariable String id, Actor.Staff actor) {
    return empty(id, Typed.NOTHING, actor);
  }

  private ModelAndView empty(String id, Typed typed, Actor.Staff actor) {
    var orgs = orgs(actor);
    if (orgs.isEmpty()) {
      throw new Forbidden(
          actor, RegisterKeeping.WRITE, "", "您无权登记台账", "you may not write registers");
    }
    return form(
        view.empty(
            id,
            orgs,
            orgs.stream().findFirst().map(Choice::value).orElse(""),
            typed.errors().containsKey(REVISION),
            typed));
  }

  private static ModelAndView form(EntryForm form) {
    return new ModelAndView("register/form", "page", form);
  }

  /** The organisations for which this person may enter records. */
  List<Choice> orgs(Actor.Staff actor) {
    var today = LocalDate.now(Words.CHINA);
    return organisations.list().stream()
        .filter(
            org -> permissions.may(actor.id(), RegisterKeeping.WRITE, org.code(), today).allowed())
        .map(org -> Choice.of(org.code(), org.name()))
        .toList();
  }

  @PostMapping("/registers/{id}")
  ModelAndView add(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String org,
      @RequestParam(defaultValue = "") String revision,
      HttpServletRequest request,
      Actor.Staff actor) {
    var register = view.register(id);
    return Answers.form(
        EntryForm.FORM,
        request,
        () -> {
          var record =
              named(() ->
                  keeping.add(
                      id,
                      new Written(org, files.typed(register, request, actor), "", "", false),
                      actor,
                      new Reason("登记", Optional.of(revision))));
          return Answers.seeOther(register.href() + "/" + record.id());
        },
        typed -> empty(id, typed, actor));
  }

  /** A closed month is asked about beside the field that takes the reason. */
  private <T> T named(Supplier<T> deed) {
    try {
      return deed.get();
    } catch (ClosedMonth closed) {
      var said = closed.named(organisations);
      throw new WrongField(REVISION, said.chinese(), said.english());
    }
  }

  @GetMapping("/registers/{id}/{record:\\d{1,18}}")
  ModelAndView entry(
      @PathVariable String id,
      @PathVariable long record,
      @RequestParam(name = "do", defaultValue = "") String asked,
      Actor.Staff actor) {
    return page(id, record, asked, Typed.NOTHING, actor);
  }

  /** What a map shows of it when it is pointed at. */
  @GetMapping("/registers/{id}/{record:\\d{1,18}}/panel")
  ModelAndView panel(@PathVariable String id, @PathVariable long record, Actor.Staff reader) {
    return new ModelAndView("register/panel", "page", view.panel(id, record));
  }

  private ModelAndView page(String id, long record, String asked, Typed typed, Actor.Staff actor) {
    return new ModelAndView(
        "register/entry",
        "page",
        view.page(id, record, asked, typed.errors().containsKey(REVISION), typed, actor));
  }

  @GetMapping("/registers/{id}/{record:\\d{1,18}}/edit")
  ModelAndView edit(@PathVariable String id, @PathVariable long record) {
    return form(view.form(id, record, false, Typed.NOTHING));
  }

  @PostMapping("/registers/{id}/{record:\\d{1,18}}")
  ModelAndView correct(
      @PathVariable String id,
      @PathVariable long record,
      @RequestParam(defaultValue = "0") int rev,
      @RequestParam(defaultValue = "") String why,
      @RequestParam(defaultValue = "") String revision,
      HttpServletRequest request,
      Actor.Staff actor) {
    var register = view.register(id);
    return Answers.form(
        EntryForm.FORM,
        request,
        () -> {
          var _ =
              named(() -> {
                keeping.correct(
                    new RecordRef(register.recordKind(), record),
                    OptionalInt.of(rev),
                    files.typed(register, request, actor),
                    actor,
                    new Reason(why.strip(), Optional.of(revision)));
                return true;
              });
        },
        register.href() + "/" + record,
        typed -> form(view.form(id, record, typed.errors().containsKey(REVISION), typed)));
  }

  @PostMapping("/registers/{id}/{record:\\d{1,18}}/limits/{limit}/extension")
  ModelAndView extend(
      @PathVariable String id,
      @PathVariable long record,
      @PathVariable String limit,
      @RequestParam(defaultValue = "0") int rev,
      @RequestParam(defaultValue = "") String why,
      @RequestParam(defaultValue = "") String revision,
      HttpServletRequest request,
      Actor.Staff actor) {
    var register = view.register(id);
    return Answers.form(
        EntryView.EXTEND + limit,
        request,
        () -> {
          var _ =
              named(() -> {
                timing.extend(
                    new RecordRef(register.recordKind(), record),
                    register,
                    limit,
                    OptionalInt.of(rev),
                    LocalDate.now(Words.CHINA),
                    actor,
                    new Reason(why.strip(), Optional.of(revision)));
                return true;
              });
        },
        register.href() + "/" + record,
        typed -> page(id, record, EntryView.EXTEND + limit, typed, actor));
  }

  @PostMapping("/registers/{id}/{record:\\d{1,18}}/comments")
  ModelAndView say(
      @PathVariable String id,
      @PathVariable long record,
      @RequestParam(defaultValue = "") String comment,
      HttpServletRequest request,
      Actor.Staff actor) {
    var register = view.register(id);
    return Answers.form(
        Commenting.FIELD,
        request,
        () -> commenting.say(new RecordRef(register.recordKind(), record), comment, actor),
        register.href() + "/" + record + "#comments",
        typed -> page(id, record, "", typed, actor));
  }

  @PostMapping("/registers/{id}/{record:\\d{1,18}}/moves/{move}")
  ModelAndView move(
      @PathVariable String id,
      @PathVariable long record,
      @PathVariable String move,
      @RequestParam(defaultValue = "0") int rev,
      @RequestParam(defaultValue = "") String why,
      @RequestParam(defaultValue = "") String revision,
      HttpServletRequest request,
      Actor.Staff actor) {
    var register = view.register(id);
    return Answers.form(
        move,
        request,
        () -> {
          var _ =
              named(() -> {
                moving.move(
                    new RecordRef(register.recordKind(), record),
                    move,
                    OptionalInt.of(rev),
                    files.typed(register, request, actor),
                    actor,
                    new Reason(why.strip(), Optional.of(revision)));
                return true;
              });
          register
              .life()
              .move(move)
              .map(Life.Move::label)
              .ifPresent(made ->
                  Answers.tell(
                      request, new Label("已" + made.chinese(), "Done: " + made.english())));
        },
        register.href() + "/" + record,
        typed -> page(id, record, move, typed, actor));
  }
}
