package cn.tongtu.appraisal;

import cn.tongtu.ledger.RecordCard;
import cn.tongtu.ledger.RecordSource;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.RecordRef;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Awards of appraisals as the ledger asks for them: a count of flags opens to who held them. */
@Component
class AwardRecords implements RecordSource {
  private static final Label KIND = new Label("考核名次", "Place in an appraisal");

  private final Appraisals appraisals;
  private final AppraisalRounds rounds;

  AwardRecords(Appraisals appraisals, AppraisalRounds rounds) {
    this.appraisals = appraisals;
    this.rounds = rounds;
  }

  @Override
  public Optional<RecordCard> card(RecordRef record) {
    return record.kind().equals(Appraising.KIND)
        ? rounds.standing(record.id()).map(this::card)
        : Optional.empty();
  }

  private RecordCard card(AppraisalRounds.Standing standing) {
    var appraisal = appraisals.get(standing.appraisal());
    var result = standing.result();
    return new RecordCard(
        appraisal.label(),
        result.name() + " " + result.period(),
        result.org(),
        List.of(
            new RecordCard.Line("名次", "Place", String.valueOf(result.place())),
            new RecordCard.Line("总分", "Total", result.total().toPlainString()),
            new RecordCard.Line("公布日期", "Published on", result.on().toString())),
        "",
        false,
        Optional.of(appraisal.href() + "/" + result.period()));
  }

  @Override
  public Optional<Label> kind(String kind) {
    return kind.equals(Appraising.KIND) ? Optional.of(KIND) : Optional.empty();
  }

  @Override
  public long invented(String kind, Collection<Long> ids) {
    return 0;
  }

  @Override
  public Stream<Said> everything() {
    return rounds.awarded().stream()
        .map(one ->
            new Said(
                new RecordRef(Appraising.KIND, one.result().id()),
                Appraising.said(appraisals.get(one.appraisal()), one.result())));
  }
}
