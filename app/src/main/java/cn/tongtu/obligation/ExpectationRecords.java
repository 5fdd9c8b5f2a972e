package cn.tongtu.obligation;

import cn.tongtu.ledger.RecordCard;
import cn.tongtu.ledger.RecordSource;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.RecordRef;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What is owed, as the ledger asks for it: a coverage opens down to what is missing. */
@Component
class ExpectationRecords implements RecordSource {
  private final Requirements requirements;
  private final Expectations expectations;

  ExpectationRecords(Requirements requirements, Expectations expectations) {
    this.requirements = requirements;
    this.expectations = expectations;
  }

  private Optional<Requirement> of(Expectation one) {
    return requirements.find(one.register(), one.rule());
  }

  @Override
  public Optional<RecordCard> card(RecordRef record) {
    return record.kind().equals(Expectation.KIND)
        ? expectations.find(record.id()).flatMap(one -> of(one).map(rule -> card(rule, one)))
        : Optional.empty();
  }

  private static RecordCard card(Requirement rule, Expectation one) {
    return new RecordCard(
        rule.label(),
        one.name() + " " + one.label(),
        one.org(),
        List.of(
            new RecordCard.Line("应于", "Due", one.due().toString()),
            new RecordCard.Line("情况", "State", ExpectationView.state(one.state()).chinese()),
            new RecordCard.Line("说明", "Said", one.why())),
        "",
        false,
        Optional.of(rule.href() + "/" + one.period()));
  }

  @Override
  public Optional<Label> kind(String kind) {
    return kind.equals(Expectation.KIND)
        ? Optional.of(new Label("周期应做", "What is owed each period"))
        : Optional.empty();
  }

  @Override
  public long invented(String kind, Collection<Long> ids) {
    return 0;
  }

  @Override
  public Stream<Said> everything() {
    return expectations.counted().stream()
        .flatMap(one ->
            of(one)
                .map(rule ->
                    new Said(new RecordRef(Expectation.KIND, one.id()), one.movements(rule)))
                .stream());
  }
}
