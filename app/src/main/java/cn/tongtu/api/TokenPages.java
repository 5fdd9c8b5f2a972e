package cn.tongtu.api;

import cn.tongtu.api.view.TokensPage;
import cn.tongtu.api.view.TokensPage.Standing;
import cn.tongtu.form.Answers;
import cn.tongtu.identity.Token;
import cn.tongtu.identity.Tokens;
import cn.tongtu.identity.Tokens.Wanted;
import cn.tongtu.register.Register;
import cn.tongtu.register.Registers;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Words;
import cn.tongtu.shared.view.Choice;
import cn.tongtu.shared.view.Typed;
import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** One's own access tokens: made, seen once, and revoked. */
@Controller
class TokenPages {
  private static final String PATH = "/me/tokens";
  private static final int PROPOSED_DAYS = 90;

  private final Tokens tokens;
  private final Registers registers;

  TokenPages(Tokens tokens, Registers registers) {
    this.tokens = tokens;
    this.registers = registers;
  }

  @GetMapping(PATH)
  ModelAndView list(Actor.Staff actor) {
    return page(actor, Optional.empty(), Set.of(), Typed.NOTHING);
  }

  @PostMapping(PATH)
  ModelAndView make(
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String last,
      @RequestParam(defaultValue = "false") boolean writes,
      @RequestParam(name = "register", defaultValue = "") List<String> chosen,
      HttpServletRequest request,
      Actor.Staff actor) {
    var opened = Set.copyOf(chosen);
    return Answers.form(
        TokensPage.MAKE,
        request,
        () -> {
          opened.forEach(registers::get);
          var made = tokens.make(new Wanted(name, last, writes, opened), actor);
          return page(actor, Optional.of(made.secret()), Set.of(), Typed.NOTHING);
        },
        typed -> page(actor, Optional.empty(), opened, typed));
  }

  @PostMapping(PATH + "/{number:\\d{1,18}}/revoke")
  ModelAndView revoke(@PathVariable long number, HttpServletRequest request, Actor.Staff actor) {
    tokens.revoke(number, actor);
    Answers.tell(request, new Label("已撤销", "Revoked"));
    return Answers.seeOther(PATH);
  }

  private ModelAndView page(
      Actor.Staff actor, Optional<String> secret, Set<String> opened, Typed typed) {
    var today = LocalDate.now(Words.CHINA);
    var groups = new ArrayList<TokensPage.Group>();
    registers
        .grouped()
        .forEach((label, of) ->
            groups.add(
                new TokensPage.Group(
                    label,
                    of.stream()
                        .map(one -> new Choice(one.id(), one.label(), one.english(), 0))
                        .toList())));
    return new ModelAndView(
        "api/tokens",
        "page",
        new TokensPage(
            tokens.of(actor.id()).stream().map(token -> row(token, today)).toList(),
            groups,
            secret,
            today.plusDays(PROPOSED_DAYS).toString(),
            opened,
            typed));
  }

  private TokensPage.Row row(Token token, LocalDate today) {
    return new TokensPage.Row(
        token.id(),
        token.name(),
        token.hint(),
        token.writes(),
        token.registers().stream()
            .sorted()
            .map(id -> registers.find(id).map(Register::name).orElse(new Label(id, id)))
            .toList(),
        token.lastDay().toString(),
        token.usedAt(),
        token.usedFrom(),
        token.revokedAt().isPresent()
            ? Standing.REVOKED
            : token.holdsOn(today) ? Standing.VALID : Standing.OVER);
  }
}
