package cn.tongtu.api;

import cn.tongtu.api.view.InterfacePage;
import cn.tongtu.api.view.RegisterInterfacePage;
import cn.tongtu.api.view.TokensPage.Group;
import cn.tongtu.identity.Token;
import cn.tongtu.register.RecordJson;
import cn.tongtu.register.Registers;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.ProblemJson;
import cn.tongtu.shared.view.Choice;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.RequestContextUtils;

/** The description of the programs' interface, for people to read and for programs. */
@Controller
class InterfacePages {
  private final Registers registers;

  InterfacePages(Registers registers) {
    this.registers = registers;
  }

  @GetMapping("/interface")
  ModelAndView all(Actor.Staff reader) {
    var groups = new ArrayList<Group>();
    registers
        .grouped()
        .forEach((label, of) ->
            groups.add(
                new Group(
                    label,
                    of.stream()
                        .map(one -> new Choice(one.id(), one.label(), one.english(), 0))
                        .toList())));
    return new ModelAndView("api/interface", "page", new InterfacePage(groups));
  }

  @GetMapping("/interface/{id:[a-z][a-z0-9_]*}")
  ModelAndView one(@PathVariable String id, Actor.Staff reader) {
    var register = registers.get(id);
    return new ModelAndView(
        "api/register",
        "page",
        new RegisterInterfacePage(
            id,
            register.name(),
            RecordResource.PATH + "/" + id,
            RecordJson.fields(register),
            RecordJson.states(register),
            RecordJson.moves(register)));
  }

  /** For a browser that is signed in; programs take it at {@code /api/openapi.json}. */
  @GetMapping("/interface/openapi.json")
  ResponseEntity<Map<String, Object>> description(HttpServletRequest request, Actor.Staff reader) {
    var english = RequestContextUtils.getLocale(request).getLanguage().equals("en");
    return ResponseEntity.ok(OpenApi.of(registers.list(), english));
  }

  /** Of what the token opens. */
  @Resource
  record ForPrograms(Registers registers) {
    @GetMapping("/api/openapi.json")
    Map<String, Object> description(HttpServletRequest request) {
      var token = Token.here().orElseThrow();
      return OpenApi.of(
          registers.list().stream().filter(register -> token.opens(register.id())).toList(),
          ProblemJson.english(request));
    }
  }
}
