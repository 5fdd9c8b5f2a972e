package cn.tongtu.report;

import cn.tongtu.engine.formula.Filter;
import cn.tongtu.engine.formula.Value;
import cn.tongtu.engine.formula.Worked;
import cn.tongtu.engine.value.Span;
import cn.tongtu.identity.Audit;
import cn.tongtu.identity.Audit.Change;
import cn.tongtu.identity.Organisations;
import cn.tongtu.identity.Permissions;
import cn.tongtu.indicator.Asked;
import cn.tongtu.indicator.Figure;
import cn.tongtu.indicator.Figures;
import cn.tongtu.indicator.Progress;
import cn.tongtu.ledger.Citations;
import cn.tongtu.ledger.Ledger;
import cn.tongtu.ledger.Measures;
import cn.tongtu.ledger.Subjects;
import cn.tongtu.ledger.View;
import cn.tongtu.report.Document.Block;
import cn.tongtu.report.Document.Piece;
import cn.tongtu.search.Entry;
import cn.tongtu.search.Finder;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.Words;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes documents (成文): fills a template from the ledger in one snapshot, so that its figures
 * agree.
 */
@Service
public class Reporting {
  private final Templates templates;
  private final Documents documents;
  private final Figures figures;
  private final Organisations organisations;
  private final List<Subjects> subjects;
  private final Permissions permissions;
  private final Audit audit;
  private final Ledger ledger;
  private final Measures measures;
  private final Citations citations;
  private final TransactionTemplate snapshot;
  private final Finder finder;

  Reporting(
      Templates templates,
      Documents documents,
      Figures figures,
      Organisations organisations,
      List<Subjects> subjects,
      Permissions permissions,
      Audit audit,
      Ledger ledger,
      Measures measures,
      Citations citations,
      PlatformTransactionManager transactions,
      Finder finder) {
    this.finder = finder;
    this.snapshot = new TransactionTemplate(transactions);
    snapshot.setReadOnly(true);
    snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    this.ledger = ledger;
    this.measures = measures;
    this.citations = citations;
    this.permissions = permissions;
    this.audit = audit;
    this.templates = templates;
    this.documents = documents;
    this.figures = figures;
    this.organisations = organisations;
    this.subjects = subjects;
  }

  /**
   * Opens the document of a template, an organisation and a span; {@code watched} is the project it
   * follows by itself.
   *
   * @return the document's number; asking twice for the same one gives the same number
   * @throws Refusal when there is no such template or organisation, or the actor may not
   */
  @Transactional
  public long open(String template, String org, Span span, Optional<String> watched, Actor actor) {
    templates.get(template);
    organisations.get(org);
    var acting = permissions.require(actor, "report.open", org);
    var put = documents.put(new DocumentRow(0, template, org, span, watched));
    if (put.added()) {
      documents.find(put.id()).map(this::entry).ifPresent(finder::put);
      audit.changed(
          acting,
          "report.open",
          Change.added(
              new RecordRef("document", put.id()),
              org,
              Map.of("template", template, "span", span.toString())),
          "新建报告");
    }
    return put.id();
  }

  /**
   * The document in one snapshot, so that its figures agree; what is certain is asked before it.
   */
  public Optional<Document> find(long id) {
    var knownAt = ledger.certainUntil();
    return snapshot.execute(_ -> documents.find(id).map(row -> write(row, knownAt)));
  }

  private Document write(DocumentRow row, Instant knownAt) {
    var template = templates.get(row.template());
    var writing = new Writing(row, organisations.get(row.org()).name());
    writing.read(template);
    return new Document(
        row.id(),
        template.label(),
        writing.view,
        row.span(),
        knownAt,
        writing.title(template),
        template.body().stream().flatMap(block -> writing.block(block).stream()).toList());
  }

  private String subjectName(String subject) {
    return subjects.stream()
        .flatMap(names -> names.name(subject).stream())
        .findFirst()
        .orElse(subject);
  }

  /** One document being written. */
  private final class Writing {
    private final View view;
    private final Span span;
    private final String org;

    private final Optional<String> watched;
    private final Map<Asked, Figure> read = new HashMap<>();

    Writing(DocumentRow row, String org) {
      this.view = View.of(row.org());
      this.span = row.span();
      this.org = org;
      this.watched = row.watched();
    }

    /** All that the text has room for, read together. */
    void read(Template template) {
      var texts =
          Stream.concat(
              template.title().stream(),
              template.body().stream()
                  .map(block ->
                      switch (block) {
                        case Template.Block.Heading(_, var text) -> text;
                        case Template.Block.Paragraph(var text) -> text;
                        case Template.Block.Lagging _ -> List.<Template.Piece>of();
                      }));
      var asked =
          texts.flatMap(List::stream).flatMap(piece -> asked(piece).stream()).distinct().toList();
      figures.list(asked).forEach(figure -> read.put(figure.asked(), figure));
    }

    /** Empty for words, and for a slot about the project that the document does not follow. */
    private Optional<Asked> asked(Template.Piece piece) {
      if (!(piece instanceof Template.Piece.Slot(var indicator, var when, var onlyWatched))) {
        return Optional.empty();
      }
      var asked = Asked.of(indicator, when.from(span), view);
      return onlyWatched
          ? watched.map(project -> asked.of(Filter.only(Filter.SUBJECT, project)))
          : Optional.of(asked);
    }

    Optional<Block> block(Template.Block block) {
      return switch (block) {
        case Template.Block.Heading(var level, var text) ->
            Optional.of(new Block.Heading(level, fill(text)));
        // A document that follows no project has nothing to say here.
        case Template.Block.Paragraph(var text) ->
            watched.isEmpty() && text.stream().anyMatch(Template.Piece::needsWatched)
                ? Optional.empty()
                : Optional.of(new Block.Paragraph(fill(text)));
        case Template.Block.Lagging(var indicator) ->
            attention(figures.get(Asked.of(indicator, span, view)));
      };
    }

    List<String> title(Template template) {
      return template.title().stream()
          .map(line -> fill(line).stream().map(Piece::printed).collect(Collectors.joining()))
          .toList();
    }

    List<Piece> fill(List<Template.Piece> pieces) {
      return pieces.stream().map(this::fill).toList();
    }

    private Piece fill(Template.Piece piece) {
      return switch (piece) {
        case Template.Piece.Words(var text) -> new Piece.Words(text);
        case Template.Piece.Field(var name) -> new Piece.Words(field(name));
        case Template.Piece.Slot slot -> {
          var asked = asked(slot).orElseThrow();
          yield new Piece.Cell(
              Optional.ofNullable(read.get(asked)).orElseGet(() -> figures.get(asked)));
        }
      };
    }

    private String field(Template.Name name) {
      return switch (name) {
        case ORG -> org;
        case YEAR -> String.valueOf(span.year());
        case NEXTYEAR -> String.valueOf(span.year() + 1);
        case SPAN -> span.label();
        case WATCHED -> subjectName(watched.orElseThrow());
      };
    }

    /** Nothing lags, nothing is said; a whole of one part is not taken apart. */
    private Optional<Block> attention(Figure whole) {
      var parts = figures.parts(whole);
      var lagging =
          parts.stream().filter(part -> parts.size() > 1).filter(Figures.Part::lags).toList();
      if (lagging.isEmpty() && !Progress.lags(whole)) {
        return Optional.empty();
      }
      var text = new ArrayList<Piece>();
      text.add(new Piece.Words("需要关注：" + whole.indicator().label() + "总体为"));
      text.add(new Piece.Cell(whole));
      text.add(
          new Piece.Words(
              (Progress.lags(whole) ? "，低于" : "，已达到") + "时间进度" + Progress.expected(whole)));
      for (var part : lagging) {
        text.add(new Piece.Words("；其中" + part.member() + "为"));
        text.add(new Piece.Cell(part.figure()));
        text.add(new Piece.Words("，低于时间进度"));
      }
      text.add(new Piece.Words("。"));
      return Optional.of(new Block.Attention(List.copyOf(text)));
    }
  }

  /** The templates there are, by their ids. */
  public SequencedMap<String, Label> templates() {
    var labels = new LinkedHashMap<String, Label>();
    templates
        .list()
        .forEach(
            template -> labels.put(template.id(), new Label(template.label(), template.english())));
    return labels;
  }

  /** Every document with its main figures. */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public List<Summary> summaries() {
    return documents.list().stream().map(this::summary).toList();
  }

  @Transactional(readOnly = true)
  Stream<Entry> entries() {
    return documents.list().stream().map(this::entry);
  }

  private Entry entry(DocumentRow row) {
    var template = templates.get(row.template());
    var title =
        String.join("", new Writing(row, organisations.get(row.org()).name()).title(template));
    return Entry.of(DocumentSearch.KIND, row.id(), title, "/reports/" + row.id())
        .detail(template.label());
  }

  private Summary summary(DocumentRow row) {
    var template = templates.get(row.template());
    var org = organisations.get(row.org());
    return new Summary(
        row.id(),
        new Label(template.label(), template.english()),
        org,
        row.span(),
        String.join("", new Writing(row, org.name()).title(template)),
        figures.list(
            template.main().stream()
                .map(id -> Asked.of(id, row.span(), View.of(row.org())))
                .toList()));
  }

  @Transactional(readOnly = true)
  public List<Long> list() {
    return documents.list().stream().map(DocumentRow::id).toList();
  }

  /**
   * Writes a document as a Word file, and registers what it quotes: should a quoted cell be revised
   * after its month is closed, the revision names this document. The trail has each file: the first
   * with these figures as an issue, another as a reading.
   */
  @Transactional
  public void word(Document document, Actor actor, OutputStream out) throws IOException {
    WordFile.write(document, out);
    var record = new RecordRef("document", document.id());
    var issued =
        citations.cite(
            new Citations.Issued(
                record, document.title(), "/reports/" + document.id(), document.knownAt()),
            document
                .figures()
                .flatMap(figure -> figure.worked().leaves())
                .map(leaf -> quoted(leaf, document.view()))
                .toList(),
            actor);
    if (issued) {
      audit.changed(
          actor,
          "report.issue",
          Change.added(
              record,
              document.view().org(),
              Map.of("title", document.title(), "knownAt", inChina(document.knownAt()))),
          "成文为 Word 文件");
    } else {
      audit.read(actor, "report.issue", record, "再次取用 Word 文件，数据与前次相同");
    }
  }

  private static String inChina(Instant at) {
    return at.atZone(Words.CHINA).truncatedTo(ChronoUnit.SECONDS).toOffsetDateTime().toString();
  }

  private Citations.Quoted quoted(Worked leaf, View view) {
    var cell = leaf.cell().orElseThrow();
    return new Citations.Quoted(
        cell,
        view,
        switch (leaf.value()) {
          case Value.Known(var amount) ->
              Optional.of(
                  amount.dividedBy(measures.get(cell.measure()).unit(cell).worth()).exactDecimal());
          case Value.NoData _ -> Optional.empty();
        });
  }
}
