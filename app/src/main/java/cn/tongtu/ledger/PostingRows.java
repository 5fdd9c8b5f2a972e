package cn.tongtu.ledger;

import cn.tongtu.ledger.view.PostingRow;
import cn.tongtu.shared.Address;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Words;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Makes rows of tables out of postings: names instead of codes, one number of decimals a column.
 */
@Component
class PostingRows {
  private final Measures measures;
  private final List<RecordSource> sources;
  private final List<Subjects> subjects;

  PostingRows(Measures measures, List<RecordSource> sources, List<Subjects> subjects) {
    this.measures = measures;
    this.sources = sources;
    this.subjects = subjects;
  }

  List<PostingRow> of(List<Posting> postings) {
    return of(postings, Optional.empty());
  }

  /** Each leading to its record as it was known then. */
  List<PostingRow> of(List<Posting> postings, Optional<Instant> known) {
    var names = new HashMap<String, String>();
    var kinds = new HashMap<String, Label>();
    var decimals = new HashMap<String, Integer>();
    for (var posting : postings) {
      decimals.merge(posting.movement().measure(), inColumn(posting).scale(), Math::max);
    }
    return postings.stream().map(posting -> row(posting, known, names, kinds, decimals)).toList();
  }

  private PostingRow row(
      Posting posting,
      Optional<Instant> known,
      Map<String, String> names,
      Map<String, Label> kinds,
      Map<String, Integer> decimals) {
    var movement = posting.movement();
    var measure = measures.get(movement.measure());
    return new PostingRow(
        posting,
        new Label(measure.label(), measure.english()),
        kinds.computeIfAbsent(posting.record().kind(), this::kind),
        Known.on(Address.of(CellAddress.of(posting.record())), known).text(),
        movement.subject().map(code -> names.computeIfAbsent(code, this::name)).orElse(""),
        Words.number(inColumn(posting).setScale(decimals.getOrDefault(measure.id(), 0))),
        InFull.columnUnit(measure.unit()).symbol());
  }

  private BigDecimal inColumn(Posting posting) {
    return InFull.inColumn(
        posting.movement().quantity(), measures.get(posting.movement().measure()).unit());
  }

  Label kind(String kind) {
    return sources.stream()
        .flatMap(source -> source.kind(kind).stream())
        .findFirst()
        .orElse(new Label(kind, kind));
  }

  String name(String subject) {
    return subjects.stream()
        .map(names -> names.name(subject))
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(subject);
  }
}
