package cn.tongtu.identity;

import cn.tongtu.identity.view.AuditPage;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Address;
import cn.tongtu.shared.BadParameter;
import cn.tongtu.shared.Paging;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The audit trail as an auditor reads it; nobody else does. */
@Controller
class AuditPages {
  private static final int ROWS = 100;

  private final Audit audit;
  private final Permissions permissions;

  AuditPages(Audit audit, Permissions permissions) {
    this.audit = audit;
    this.permissions = permissions;
  }

  @GetMapping("/audit")
  ModelAndView list(
      @RequestParam(defaultValue = "") String kind,
      @RequestParam(name = "who", defaultValue = "") String who,
      @RequestParam(defaultValue = "") String record,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to,
      @RequestParam(defaultValue = "1") int page,
      Actor actor) {
    permissions.require(actor, "audit.read", "");
    var search = new Audit.Search(kind(kind), who, record, day("from", from), day("to", to));
    var address =
        Address.of("/audit")
            .withIf(!kind.isBlank(), "kind", kind)
            .withIf(!who.isBlank(), "who", who)
            .withIf(!record.isBlank(), "record", record)
            .withIf(!from.isBlank(), "from", from)
            .withIf(!to.isBlank(), "to", to);
    var paging = Paging.of(page, ROWS, audit.count(search), address);
    return new ModelAndView(
        "identity/audit",
        "page",
        new AuditPage(
            Stream.of(AuditEntry.Kind.values()).map(Enum::name).toList(),
            kind,
            who,
            record,
            from,
            to,
            audit.page(search, paging.offset(), ROWS),
            paging));
  }

  private static Optional<AuditEntry.Kind> kind(String text) {
    try {
      return text.isBlank() ? Optional.empty() : Optional.of(AuditEntry.Kind.valueOf(text));
    } catch (IllegalArgumentException unknown) {
      throw new BadParameter("kind", "没有这个类别：" + text, "no such kind: " + text);
    }
  }

  private static Optional<LocalDate> day(String name, String text) {
    try {
      return text.isBlank() ? Optional.empty() : Optional.of(LocalDate.parse(text));
    } catch (DateTimeException malformed) {
      throw new BadParameter(
          name, "“" + text + "”应为日期，如 2020-12-31", "“" + text + "” is not a day like 2020-12-31");
    }
  }
}
