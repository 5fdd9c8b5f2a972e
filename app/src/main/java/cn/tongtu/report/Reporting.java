package cn.tongtu.report;

import cn.tongtu.engine.value.Span;
import cn.tongtu.identity.Organisations;
import cn.tongtu.indicator.Asked;
import cn.tongtu.indicator.Figure;
import cn.tongtu.indicator.Figures;
import cn.tongtu.indicator.Progress;
import cn.tongtu.ledger.View;
import cn.tongtu.report.Document.Block;
import cn.tongtu.report.Document.Piece;
import cn.tongtu.shared.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

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

  Reporting(
      Templates templates, Documents documents, Figures figures, Organisations organisations) {
    this.templates = templates;
    this.documents = documents;
    this.figures = figures;
    this.organisations = organisations;
  }

  /**
   * @return the document's number; asking twice for the same one gives the same number
   * @throws Refusal when there is no such template or organisation
   */
  @Transactional
  public long open(String template, String org, Span span) {
    templates.get(template);
    organisations.get(org);
    return documents.put(template, org, span);
  }

  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public Optional<Document> find(long id) {
    return documents.find(id).map(this::write);
  }

  private Document write(DocumentRow row) {
    var template = templates.get(row.template());
    var writing = new Writing(View.of(row.org()), row.span(), organisations.get(row.org()).name());
    return new Document(
        row.id(),
        template.label(),
        writing.view,
        row.span(),
        writing.fill(template.title()).stream().map(Piece::printed).collect(Collectors.joining()),
        template.body().stream().flatMap(block -> writing.block(block).stream()).toList());
  }

  /** One document being written. */
  private final class Writing {
    private final View view;
    private final Span span;
    private final String org;

    Writing(View view, Span span, String org) {
      this.view = view;
      this.span = span;
      this.org = org;
    }

    Optional<Block> block(Template.Block block) {
      return switch (block) {
        case Template.Block.Heading(var level, var text) ->
            Optional.of(new Block.Heading(level, fill(text)));
        case Template.Block.Paragraph(var text) -> Optional.of(new Block.Paragraph(fill(text)));
        case Template.Block.Lagging(var indicator) ->
            attention(figures.get(Asked.of(indicator, span, view)));
      };
    }

    List<Piece> fill(List<Template.Piece> pieces) {
      return pieces.stream().map(this::fill).toList();
    }

    private Piece fill(Template.Piece piece) {
      return switch (piece) {
        case Template.Piece.Words(var text) -> new Piece.Words(text);
        case Template.Piece.Field(var name) -> new Piece.Words(field(name));
        case Template.Piece.Slot(var indicator, var when, var subject) -> {
          var asked = Asked.of(indicator, when.from(span), view);
          yield new Piece.Cell(figures.get(subject.map(asked::of).orElse(asked)));
        }
      };
    }

    private String field(Template.Name name) {
      return switch (name) {
        case ORG -> org;
        case YEAR -> String.valueOf(span.year());
        case NEXTYEAR -> String.valueOf(span.year() + 1);
        case SPAN -> span.label();
      };
    }

    /** Nothing lags, nothing is said. */
    private Optional<Block> attention(Figure whole) {
      var lagging = figures.parts(whole).stream().filter(Figures.Part::lags).toList();
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
}
