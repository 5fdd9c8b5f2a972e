package cn.tongtu.register;

import cn.tongtu.identity.Permissions;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Forbidden;
import java.nio.charset.StandardCharsets;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** A register's definition: looked at, and tried otherwise. */
@Controller
class StudioPages {
  private static final String PATH = "/registers/{id:[a-z][a-z0-9_]*}/definition";

  private final Studio studio;
  private final Permissions permissions;

  StudioPages(Studio studio, Permissions permissions) {
    this.studio = studio;
    this.permissions = permissions;
  }

  @GetMapping(PATH)
  ModelAndView definition(@PathVariable String id, Actor.Staff reader) {
    return new ModelAndView("register/definition", "page", studio.page(id, reader));
  }

  /** As it would be put into a folder of packs. */
  @GetMapping(PATH + ".yaml")
  ResponseEntity<String> file(@PathVariable String id, Actor.Staff reader) {
    return download(id, studio.text(id));
  }

  private static ResponseEntity<String> download(String id, String text) {
    return ResponseEntity.ok()
        .contentType(new MediaType("application", "yaml", StandardCharsets.UTF_8))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(id + ".yaml").build().toString())
        .body(text);
  }

  @GetMapping(PATH + "/try")
  ModelAndView begin(@PathVariable String id, Actor.Staff reader) {
    return tried(id, studio.text(id), reader);
  }

  private ModelAndView tried(String id, String text, Actor.Staff reader) {
    if (!permissions.anywhere(reader.id(), Studio.DEFINE)) {
      throw new Forbidden(reader, Studio.DEFINE, "", "您无权修改台账定义", "you may not change definitions");
    }
    return new ModelAndView("register/definition-try", "page", studio.tried(id, text, reader));
  }

  @PostMapping(PATH + "/try")
  ModelAndView again(
      @PathVariable String id, @RequestParam(defaultValue = "") String text, Actor.Staff reader) {
    return tried(id, text.replace("\r\n", "\n"), reader);
  }
}
