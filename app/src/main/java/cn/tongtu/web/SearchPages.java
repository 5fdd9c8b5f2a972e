package cn.tongtu.web;

import cn.tongtu.identity.Permissions;
import cn.tongtu.search.Finder;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Desk;
import cn.tongtu.web.view.FoundPage;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Finding by words (检索): a page of its own, and the same list for the palette. */
@Controller
class SearchPages {
  private static final int ON_A_PAGE = 100;
  private static final int IN_THE_PALETTE = 12;

  private final Finder finder;
  private final Permissions permissions;
  private final Desk.Keeper desks;

  SearchPages(Finder finder, Permissions permissions, Desk.Keeper desks) {
    this.desks = desks;
    this.finder = finder;
    this.permissions = permissions;
  }

  @GetMapping("/search")
  ModelAndView page(@RequestParam(defaultValue = "") String q, Actor.Staff reader) {
    return found("web/search", q, ON_A_PAGE, reader);
  }

  /** Only the list, for the palette. */
  @GetMapping("/search/found")
  ModelAndView part(@RequestParam(defaultValue = "") String q, Actor.Staff reader) {
    return found("web/found", q, IN_THE_PALETTE, reader);
  }

  private ModelAndView found(String view, String typed, int most, Actor.Staff reader) {
    return new ModelAndView(
        view,
        "page",
        new FoundPage(
            typed,
            finder.find(typed, permissions.actions(reader.id()), most),
            typed.isBlank() ? desks.recent(reader.id()) : List.of(),
            most));
  }
}
