package cn.tongtu.paper;

import cn.tongtu.form.Answers;
import cn.tongtu.identity.Audit;
import cn.tongtu.paper.Printing.Printed;
import cn.tongtu.paper.view.PapersPage;
import cn.tongtu.paper.view.PrintPage;
import cn.tongtu.register.Entry;
import cn.tongtu.register.Register;
import cn.tongtu.register.RegisterReading;
import cn.tongtu.register.RegisterTab;
import cn.tongtu.register.Registers;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.view.Typed;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
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

/** The papers of a record: printed here, kept, and printed again as they were. */
@Controller
class PaperPages implements RegisterTab {
  private static final String PAPERS = "/registers/{id}/{record:\\d{1,18}}/papers";
  private static final String ONE = PAPERS + "/{number:\\d{1,18}}";
  private static final String DOCX =
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
  private static final String PRINT = "print";

  private final Registers registers;
  private final RegisterReading reading;
  private final Papers papers;
  private final Printing printing;
  private final Audit audit;

  PaperPages(
      Registers registers, RegisterReading reading, Papers papers, Printing printing, Audit audit) {
    this.registers = registers;
    this.reading = reading;
    this.papers = papers;
    this.printing = printing;
    this.audit = audit;
  }

  @Override
  public Optional<Offer> of(Register register) {
    return Optional.empty();
  }

  @Override
  public Optional<Offer> of(Register register, Entry entry) {
    return papers.of(register).isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Offer(new Label("打印文书", "Print"), register.href() + "/" + entry.id() + "/papers"));
  }

  @GetMapping(PAPERS)
  ModelAndView list(@PathVariable String id, @PathVariable long record, Actor.Staff reader) {
    return page(registers.get(id), record, Typed.NOTHING);
  }

  private ModelAndView page(Register register, long record, Typed typed) {
    var entry = find(register, record);
    return new ModelAndView(
        "paper/papers",
        "page",
        new PapersPage(
            register.name(),
            register.href(),
            register.titleOf(entry),
            register.href() + "/" + record,
            papers.of(register).stream()
                .map(paper ->
                    new PapersPage.Offer(
                        paper.id(),
                        paper.label(),
                        paper.printedIn(entry.state())
                            ? Optional.empty()
                            : Optional.of(paper.when())))
                .toList(),
            printing.of(register.id(), record).stream()
                .map(one ->
                    new PapersPage.Row(
                        one.id(),
                        one.label(),
                        one.at(),
                        one.who(),
                        one.revision(),
                        one.revision() != entry.revision()))
                .toList(),
            typed.errors(PRINT).values().stream().findFirst()));
  }

  private Entry find(Register register, long record) {
    return reading
        .find(register, record)
        .orElseThrow(() -> new NotFound("没有这条记录", "there is no such record"));
  }

  @PostMapping(PAPERS)
  ModelAndView print(
      @PathVariable String id,
      @PathVariable long record,
      @RequestParam(defaultValue = "") String paper,
      HttpServletRequest request,
      Actor.Staff actor) {
    var register = registers.get(id);
    return Answers.form(
        PRINT,
        request,
        () -> {
          var printed = printing.print(paper, new RecordRef(register.recordKind(), record), actor);
          Answers.tell(request, new Label("已生成并留存", "Made and kept"));
          return Answers.seeOther(register.href() + "/" + record + "/papers/" + printed);
        },
        typed -> page(register, record, typed));
  }

  @GetMapping(ONE)
  ModelAndView one(
      @PathVariable String id,
      @PathVariable long record,
      @PathVariable long number,
      Actor.Staff reader) {
    var register = registers.get(id);
    var printed = printed(register, record, number);
    var here = register.href() + "/" + record + "/papers";
    return new ModelAndView(
        "paper/print",
        "page",
        new PrintPage(
            printed.label(),
            here,
            here + "/" + number + "/file",
            printed.at(),
            printed.who(),
            printed.revision(),
            Form.blocks(printing.content(id, record, number))));
  }

  private Printed printed(Register register, long record, long number) {
    return printing.of(register.id(), record).stream()
        .filter(one -> one.id() == number)
        .findFirst()
        .orElseThrow(() -> new NotFound("没有这份文书", "there is no such paper"));
  }

  @GetMapping(ONE + "/file")
  ResponseEntity<byte[]> file(
      @PathVariable String id,
      @PathVariable long record,
      @PathVariable long number,
      Actor.Staff reader) {
    var register = registers.get(id);
    var printed = printed(register, record, number);
    audit.read(
        reader,
        "register.file",
        new RecordRef(register.recordKind(), record),
        "下载" + printed.label().chinese());
    var name = printed.label().chinese() + "-" + record + "-" + number + ".docx";
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(DOCX))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename(name, StandardCharsets.UTF_8)
                .build()
                .toString())
        .body(printing.content(id, record, number));
  }
}
