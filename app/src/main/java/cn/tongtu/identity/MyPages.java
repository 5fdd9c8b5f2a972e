package cn.tongtu.identity;

import cn.tongtu.identity.view.MyPage;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Words;
import java.time.Clock;
import java.time.LocalDate;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** What one who is signed in may do, and by what; from here one signs out. */
@Controller
class MyPages {
  private final Permissions permissions;

  MyPages(Permissions permissions) {
    this.permissions = permissions;
  }

  @GetMapping("/me")
  ModelAndView me(Actor actor) {
    var today = LocalDate.now(Clock.system(Words.CHINA));
    var person = actor.person().orElseThrow();
    return new ModelAndView(
        "identity/me",
        "page",
        new MyPage(
            actor.name(),
            permissions.all(person, today),
            permissions.anywhere(person, "audit.read"),
            permissions.anywhere(person, "person.keep")
                || permissions.anywhere(person, "role.grant")));
  }
}
