package cn.tongtu.identity;

import cn.tongtu.identity.view.AuditPage;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Address;
import cn.tongtu.shared.BadParameter;
import cn.tongtu.shared.Paging;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.view.Sort;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The audit trail as an auditor reads it; nobody else does, and reading it is kept in it. */
@Controller
class AuditPages {
  private static final int ROWS = 100;
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<TreeMap<String, String>> FIELDS = new TypeReference<>() {};

  private final Audit audit;
  private final Permissions permissions;
  private final Roles roles;

  AuditPages(Audit audit, Permissions permissions, Roles roles) {
    this.roles = roles;
    this.audit = audit;
    this.permissions = permissions;
  }

  @GetMapping("/audit")
  ModelAndView list(
      @RequestParam(defaultValue = "") String kind,
      @RequestParam(name = "who", defaultValue = "") String who,
      @RequestParam(defaultValue = "") String record,
      @RequestParam(defaultValue = "") String org,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to,
      @RequestParam(defaultValue = "") String sort,
      @RequestParam(defaultValue = "1") int page,
      Actor actor) {
    var acting = permissions.require(actor, "audit.read", "");
    var search =
        new Audit.Search(
            kind(kind),
            who,
            record(record),
            org,
            BadParameter.day("from", from),
            BadParameter.day("to", to));
    var address =
        Address.of("/audit")
            .withIf(!kind.isBlank(), "kind", kind)
            .withIf(!who.isBlank(), "who", who)
            .withIf(!record.isBlank(), "record", record)
            .withIf(!org.isBlank(), "org", org)
            .withIf(!from.isBlank(), "from", from)
            .withIf(!to.isBlank(), "to", to);
    var order = Sort.of(sort, "-at", Audit.COLUMNS.keySet(), address);
    var paging = Paging.of(page, ROWS, audit.count(search), order.address());
    audit.read(acting, "audit.read", "查阅审计 " + paging.to(page));
    return new ModelAndView(
        "identity/audit",
        "page",
        new AuditPage(
            Stream.of(AuditEntry.Kind.values()).map(Enum::name).toList(),
            kind,
            who,
            record,
            org,
            from,
            to,
            audit.page(search, order, paging.offset(), ROWS).stream().map(this::row).toList(),
            paging,
            order));
  }

  private AuditPage.Row row(AuditEntry entry) {
    var before = fields(entry.before());
    var after = fields(entry.after());
    var names = new LinkedHashSet<>(before.keySet());
    names.addAll(after.keySet());
    return new AuditPage.Row(
        entry,
        roles.action(entry.action()),
        names.stream()
            .map(name ->
                new AuditPage.Field(
                    name, before.getOrDefault(name, ""), after.getOrDefault(name, "")))
            .toList());
  }

  private static Map<String, String> fields(String json) {
    return json.isEmpty() ? Map.of() : JSON.readValue(json, FIELDS);
  }

  private static Optional<AuditEntry.Kind> kind(String text) {
    try {
      return text.isBlank() ? Optional.empty() : Optional.of(AuditEntry.Kind.valueOf(text));
    } catch (IllegalArgumentException unknown) {
      throw new BadParameter("kind", "没有这个类别：" + text, "no such kind: " + text);
    }
  }

  private static Optional<RecordRef> record(String text) {
    var words = text.strip().split("\\s+", 2);
    try {
      return text.isBlank()
          ? Optional.empty()
          : Optional.of(new RecordRef(words[0], Long.parseLong(words[1])));
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException malformed) {
      throw new BadParameter(
          "record",
          "“" + text + "”应为记录类别和编号，如 filing 12",
          "“" + text + "” is not a kind of record with its number, like filing 12");
    }
  }
}
