package cn.tongtu.report;

import cn.tongtu.engine.formula.Worked;
import cn.tongtu.form.Answers;
import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Organisations;
import cn.tongtu.ledger.Ledger;
import cn.tongtu.ledger.RecordSource;
import cn.tongtu.ledger.Subjects;
import cn.tongtu.report.view.DocumentPage;
import cn.tongtu.report.view.DocumentsPage;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.view.Typed;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
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

/** The documents: the list, the form that opens one, the document as a page and as a Word file. */
@Controller
class ReportPages {
  private static final MediaType WORD =
      MediaType.parseMediaType(
          "application/vnd.openxmlformats-officedocument.wordprocessingml.document");

  private final Reporting reporting;
  private final Organisations organisations;
  private final Ledger ledger;
  private final List<RecordSource> sources;
  private final List<Subjects> subjects;

  ReportPages(
      Reporting reporting,
      Organisations organisations,
      Ledger ledger,
      List<RecordSource> sources,
      List<Subjects> subjects) {
    this.reporting = reporting;
    this.organisations = organisations;
    this.ledger = ledger;
    this.sources = sources;
    this.subjects = subjects;
  }

  @GetMapping("/reports")
  ModelAndView list() {
    return list(Typed.NOTHING);
  }

  private ModelAndView list(Typed typed) {
    return new ModelAndView(
        "report/list",
        "page",
        new DocumentsPage(
            reporting.summaries(), reporting.templates(), organisations.tree(), typed));
  }

  @PostMapping("/reports")
  ModelAndView open(
      @RequestParam(defaultValue = "") String template,
      @RequestParam(defaultValue = "") String org,
      @RequestParam(defaultValue = "") String year,
      @RequestParam(defaultValue = "") String first,
      @RequestParam(defaultValue = "") String last,
      @RequestParam(defaultValue = "") String watched,
      HttpServletRequest request,
      Actor actor) {
    var form = new OpenForm(template, org, year, first, last, watched);
    return Answers.form(
        DocumentsPage.FORM,
        request,
        () -> {
          form.mistakes(
                  reporting.templates().keySet(),
                  organisations.list().stream().map(Organisation::code).toList(),
                  code -> subjects.stream().anyMatch(names -> names.name(code).isPresent()))
              .tell();
          return Answers.seeOther(
              "/reports/" + reporting.open(template, org, form.span(), form.project(), actor));
        },
        this::list);
  }

  @GetMapping("/reports/{id}")
  ModelAndView document(@PathVariable long id) {
    var document = get(id);
    var figures = document.figures().toList();
    var behind =
        ledger.records(
            figures.stream()
                .flatMap(figure -> figure.worked().leaves())
                .map(Worked::cell)
                .flatMap(java.util.Optional::stream)
                .toList(),
            document.view());
    return new ModelAndView(
        "report/document",
        "page",
        new DocumentPage(
            document,
            organisations.get(document.view().org()),
            figures.size(),
            figures.stream().filter(figure -> figure.value().isEmpty()).count(),
            behind.size(),
            invented(behind)));
  }

  private long invented(List<RecordRef> records) {
    return records.stream()
        .collect(
            Collectors.groupingBy(
                RecordRef::kind, Collectors.mapping(RecordRef::id, Collectors.toList())))
        .entrySet()
        .stream()
        .mapToLong(kind ->
            sources.stream()
                .mapToLong(source -> source.invented(kind.getKey(), kind.getValue()))
                .sum())
        .sum();
  }

  @GetMapping("/reports/{id}.docx")
  ResponseEntity<byte[]> word(@PathVariable long id, Actor actor) throws IOException {
    var document = get(id);
    var file = new ByteArrayOutputStream();
    reporting.word(document, actor, file);
    return ResponseEntity.ok()
        .contentType(WORD)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename(document.title() + ".docx", StandardCharsets.UTF_8)
                .build()
                .toString())
        .body(file.toByteArray());
  }

  private Document get(long id) {
    return reporting
        .find(id)
        .orElseThrow(() -> new NotFound("没有第 " + id + " 号文稿", "there is no document " + id));
  }
}
