package cn.tongtu.exchange;

import cn.tongtu.exchange.view.ImportPage;
import cn.tongtu.exchange.view.ImportsPage;
import cn.tongtu.form.Answers;
import cn.tongtu.identity.Organisations;
import cn.tongtu.ledger.ClosedMonth;
import cn.tongtu.ledger.Reason;
import cn.tongtu.register.EntrySearch;
import cn.tongtu.register.Registers;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Words;
import cn.tongtu.shared.WrongField;
import cn.tongtu.shared.view.Typed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/** Excel in and Excel out of a register: the file, what it would do, and taking it. */
@Controller
class ImportPages {
  private static final String XLSX =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  private static final String SHOW = "show";

  private final Registers registers;
  private final ImportView imports;
  private final Importing importing;
  private final Exporting exporting;
  private final Organisations organisations;

  ImportPages(
      Registers registers,
      ImportView imports,
      Importing importing,
      Exporting exporting,
      Organisations organisations) {
    this.registers = registers;
    this.imports = imports;
    this.importing = importing;
    this.exporting = exporting;
    this.organisations = organisations;
  }

  /** What is on screen, all pages of it. */
  @GetMapping("/registers/{id}/export")
  void export(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String columns,
      HttpServletRequest request,
      HttpServletResponse response,
      Actor.Staff actor)
      throws IOException {
    var register = registers.get(id);
    var search = EntrySearch.asked(register, request);
    sheet(response, register.label() + " " + LocalDate.now(Words.CHINA));
    exporting.write(search, columns, actor, response.getOutputStream());
  }

  private static void sheet(HttpServletResponse response, String name) {
    response.setContentType(XLSX);
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        ContentDisposition.attachment()
            .filename(name + ".xlsx", StandardCharsets.UTF_8)
            .build()
            .toString());
  }

  @GetMapping("/registers/{id}/import")
  ModelAndView begin(@PathVariable String id, Actor.Staff actor) {
    return begin(id, Typed.NOTHING, actor);
  }

  private ModelAndView begin(String id, Typed typed, Actor.Staff actor) {
    return new ModelAndView(
        "exchange/imports", "page", imports.begin(registers.get(id), typed, actor));
  }

  @PostMapping("/registers/{id}/import")
  ModelAndView receive(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable MultipartFile file,
      @RequestParam(defaultValue = "") String block,
      @RequestParam(defaultValue = "") String org,
      HttpServletRequest request,
      Actor.Staff actor) {
    var register = registers.get(id);
    return Answers.form(
        ImportsPage.FORM,
        request,
        () -> {
          importing.requireAnywhere(actor);
          var received = received(file, block);
          try {
            var name = block.isBlank() && file != null ? name(file) : "";
            var begun = importing.begin(register, received, name, org, actor);
            return Answers.seeOther(register.href() + "/import/" + begun);
          } finally {
            Importing.delete(received);
          }
        },
        typed -> begin(id, typed, actor));
  }

  private static String name(MultipartFile file) {
    var name = Objects.requireNonNullElse(file.getOriginalFilename(), "");
    var bare = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    return bare.isBlank() ? "表格" : bare;
  }

  private static Path received(@Nullable MultipartFile file, String block) {
    try {
      if (!block.isBlank()) {
        return Importing.received(new ByteArrayInputStream(block.getBytes(StandardCharsets.UTF_8)));
      }
      WrongField.unless(
          file != null && !file.isEmpty(),
          "file",
          "请选择文件，或在下面粘贴一块表格",
          "choose a file, or paste a block below");
      return Importing.received(Objects.requireNonNull(file).getInputStream());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @GetMapping("/registers/{id}/import/{number:\\d{1,18}}")
  ModelAndView look(
      @PathVariable String id,
      @PathVariable long number,
      @RequestParam(defaultValue = "") String show,
      @RequestParam(defaultValue = "1") int page,
      Actor.Staff actor) {
    return look(id, number, show, page, Typed.NOTHING, actor);
  }

  private ModelAndView look(
      String id, long number, String show, int page, Typed typed, Actor.Staff actor) {
    return new ModelAndView(
        "exchange/import",
        "page",
        imports.page(registers.get(id), number, show, page, typed, actor));
  }

  @PostMapping("/registers/{id}/import/{number:\\d{1,18}}/columns")
  ModelAndView columns(
      @PathVariable String id,
      @PathVariable long number,
      @RequestParam(defaultValue = "0") int sheet,
      @RequestParam(defaultValue = "1") int headFrom,
      @RequestParam(defaultValue = "0") int headTo,
      @RequestParam(defaultValue = "") String org,
      HttpServletRequest request,
      Actor.Staff actor) {
    var register = registers.get(id);
    return Answers.form(
        ImportPage.COLUMNS,
        request,
        () ->
            importing.check(
                register,
                number,
                new Importing.Place(sheet, headFrom, headTo),
                chosen(request),
                org,
                actor),
        register.href() + "/import/" + number,
        typed -> look(id, number, "", 1, typed, actor));
  }

  private static Map<Integer, String> chosen(HttpServletRequest request) {
    var chosen = new HashMap<Integer, String>();
    request
        .getParameterMap()
        .forEach((name, values) -> {
          if (name.matches("c\\d{1,5}") && values.length > 0) {
            chosen.put(Integer.parseInt(name.substring(1)), values[0]);
          }
        });
    return chosen;
  }

  @PostMapping("/registers/{id}/import/{number:\\d{1,18}}/take")
  ModelAndView take(
      @PathVariable String id,
      @PathVariable long number,
      @RequestParam(defaultValue = "") String partly,
      @RequestParam(defaultValue = "") String revision,
      HttpServletRequest request,
      Actor.Staff actor) {
    var register = registers.get(id);
    return Answers.form(
        ImportPage.TAKE,
        request,
        () -> {
          try {
            importing.take(
                register,
                number,
                partly.equals("good"),
                new Reason("导入第 " + number + " 批", Optional.of(revision)),
                actor);
          } catch (ClosedMonth closed) {
            var said = closed.named(organisations);
            throw new WrongField("revision", said.chinese(), said.english());
          }
        },
        register.href() + "/import/" + number + "?" + SHOW + "=NEW",
        typed -> look(id, number, "", 1, typed, actor));
  }

  @PostMapping("/registers/{id}/import/{number:\\d{1,18}}/undo")
  ModelAndView undo(
      @PathVariable String id,
      @PathVariable long number,
      @RequestParam(defaultValue = "") String why,
      @RequestParam(defaultValue = "") String revision,
      HttpServletRequest request,
      Actor.Staff actor) {
    var register = registers.get(id);
    return Answers.form(
        ImportPage.UNDO,
        request,
        () -> {
          try {
            importing.undo(register, number, new Reason(why.strip(), Optional.of(revision)), actor);
          } catch (ClosedMonth closed) {
            var said = closed.named(organisations);
            throw new WrongField("revision", said.chinese(), said.english());
          }
        },
        register.href() + "/import/" + number,
        typed -> look(id, number, "", 1, typed, actor));
  }

  @GetMapping("/registers/{id}/import/{number:\\d{1,18}}/wrong")
  void wrong(
      @PathVariable String id,
      @PathVariable long number,
      HttpServletResponse response,
      Actor.Staff actor)
      throws IOException {
    var register = registers.get(id);
    importing.requireAnywhere(actor);
    var kept = Files.createTempFile("wrong", ".xlsx");
    try {
      try (var out = Files.newOutputStream(kept)) {
        importing.wrongRows(register, number, actor, out);
      }
      sheet(response, register.label() + " 待改正");
      var _ = Files.copy(kept, response.getOutputStream());
    } finally {
      Files.delete(kept);
    }
  }
}
