package cn.tongtu.subscription;

import cn.tongtu.form.Answers;
import cn.tongtu.identity.Permissions;
import cn.tongtu.register.Register;
import cn.tongtu.register.Registers;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Forbidden;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Lamp;
import cn.tongtu.shared.view.Choice;
import cn.tongtu.shared.view.Typed;
import cn.tongtu.subscription.Deliveries.Seen;
import cn.tongtu.subscription.view.PushPage;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.json.JsonMapper;

/** To which systems the product pushes: kept by the system administrator, with what came of it. */
@Controller
class PushPages {
  private static final String PATH = "/push";
  private static final int MOST = 100;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Deliveries deliveries;
  private final Registers registers;
  private final Permissions permissions;

  PushPages(Deliveries deliveries, Registers registers, Permissions permissions) {
    this.deliveries = deliveries;
    this.registers = registers;
    this.permissions = permissions;
  }

  @GetMapping(PATH)
  ModelAndView page(Actor.Staff actor) {
    return page(actor, Typed.NOTHING);
  }

  private ModelAndView page(Actor.Staff actor, Typed typed) {
    if (!permissions.anywhere(actor.id(), Deliveries.KEEP)) {
      throw new Forbidden(
          actor,
          Deliveries.KEEP,
          "",
          "推送由系统管理员维护",
          "the system administrator keeps what is pushed");
    }
    return new ModelAndView(
        "subscription/push",
        "page",
        new PushPage(
            deliveries.targets().stream().map(this::row).toList(),
            deliveries.latest(MOST).stream().map(PushPages::sending).toList(),
            registers.list().stream()
                .map(one -> new Choice(one.id(), one.label(), one.english(), 0))
                .toList(),
            typed));
  }

  private PushPage.Row row(Target target) {
    return new PushPage.Row(
        target.id(),
        target.name(),
        "push.kind." + target.kind().name().toLowerCase(java.util.Locale.ROOT),
        target.shown(),
        target.registers().stream()
            .sorted()
            .map(id -> registers.find(id).map(Register::label).orElse(id))
            .toList());
  }

  private static PushPage.Sending sending(Seen seen) {
    var dead = seen.sentAt().isEmpty() && seen.nextAt().isEmpty();
    return new PushPage.Sending(
        seen.id(),
        seen.target(),
        JSON.readTree(seen.message()).path("text").asString(),
        seen.at(),
        seen.attempts(),
        seen.sentAt().isPresent() ? Lamp.GREEN : dead ? Lamp.RED : Lamp.AMBER,
        seen.sentAt().isPresent() ? "push.sent" : dead ? "push.dead" : "push.waits",
        seen.nextAt(),
        seen.failure(),
        dead);
  }

  @PostMapping(PATH)
  ModelAndView add(
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String kind,
      @RequestParam(defaultValue = "") String address,
      @RequestParam(defaultValue = "") String sign,
      @RequestParam(name = "register", defaultValue = "") List<String> chosen,
      HttpServletRequest request,
      Actor.Staff actor) {
    return Answers.form(
        PushPage.ADD,
        request,
        () -> {
          chosen.forEach(registers::get);
          deliveries.add(
              name,
              kind,
              address,
              sign,
              chosen.stream().collect(Collectors.toUnmodifiableSet()),
              actor);
        },
        PATH,
        typed -> page(actor, typed));
  }

  @PostMapping(PATH + "/{number:\\d{1,18}}/end")
  ModelAndView end(@PathVariable long number, HttpServletRequest request, Actor.Staff actor) {
    deliveries.end(number, actor);
    return done(request, new Label("已停用", "Ended"));
  }

  @PostMapping(PATH + "/{number:\\d{1,18}}/test")
  ModelAndView probe(@PathVariable long number, HttpServletRequest request, Actor.Staff actor) {
    deliveries.probe(number, actor);
    return done(request, new Label("测试已排队，几秒后刷新看结果", "Queued; reload in some seconds"));
  }

  @PostMapping(PATH + "/sendings/{number:\\d{1,18}}/again")
  ModelAndView again(@PathVariable long number, HttpServletRequest request, Actor.Staff actor) {
    deliveries.resend(number, actor);
    return done(request, new Label("已重新排队", "Queued again"));
  }

  private static ModelAndView done(HttpServletRequest request, Label done) {
    Answers.tell(request, done);
    return Answers.seeOther(PATH);
  }
}
