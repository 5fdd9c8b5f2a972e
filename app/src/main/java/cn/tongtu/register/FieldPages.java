package cn.tongtu.register;

import cn.tongtu.register.Referable.Referred;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Mistakes;
import cn.tongtu.shared.NotFound;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a form asks while it is filled in: what a field may refer to, and which are not needed. */
@RestController
class FieldPages {
  private static final int MOST = 30;

  private final Registers registers;
  private final References references;

  FieldPages(Registers registers, References references) {
    this.registers = registers;
    this.references = references;
  }

  @GetMapping("/registers/{id}/fields/{field}")
  List<Referred> search(
      @PathVariable String id,
      @PathVariable String field,
      @RequestParam(defaultValue = "") String q,
      Actor.Staff reader) {
    var declared = registers.get(id).fields().get(field);
    if (declared == null) {
      throw new NotFound("没有字段 " + field, "there is no field " + field);
    }
    return references.search(declared.type(), q.strip(), MOST);
  }

  /** The fields that are not asked for, with the others filled like this. */
  @GetMapping("/registers/{id}/hidden")
  Set<String> hidden(@PathVariable String id, HttpServletRequest request, Actor.Staff reader) {
    var register = registers.get(id);
    var typed = new HashMap<String, String>();
    for (var field : register.fields().keySet()) {
      var text = request.getParameter(field);
      if (text != null) {
        typed.put(field, text);
      }
    }
    var begun = Entry.begun(register, "", Map.of(), "", "", false);
    var filled =
        new Checking(register, references.names()).after(begun, typed, _ -> false, new Mistakes());
    return Facts.hidden(register, filled);
  }
}
