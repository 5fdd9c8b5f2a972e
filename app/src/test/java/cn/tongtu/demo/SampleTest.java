package cn.tongtu.demo;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.engine.value.Money;
import cn.tongtu.engine.value.Span;
import cn.tongtu.indicator.Asked;
import cn.tongtu.indicator.Figure;
import cn.tongtu.indicator.Figures;
import cn.tongtu.ledger.Ledger;
import cn.tongtu.ledger.Posting;
import cn.tongtu.ledger.Reason;
import cn.tongtu.ledger.RecordSource;
import cn.tongtu.ledger.View;
import cn.tongtu.portfolio.Portfolio;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.RecordRef;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Two real years: every figure of the documents comes out of the ledger, and the spine holds. */
@SpringBootTest
class SampleTest {
  private static final SampleFolder BUILT_IN = new SampleFolder(Optional.empty());
  private static final Actor CLERK = new Actor.Product("经办");

  @Autowired Sample sample;
  @Autowired Comparison comparison;
  @Autowired Figures figures;
  @Autowired Ledger ledger;
  @Autowired Portfolio portfolio;
  @Autowired List<RecordSource> sources;
  @Autowired JdbcClient db;
  @Autowired TransactionTemplate transaction;

  @BeforeEach
  void load() {
    sample.load(BUILT_IN);
  }

  @TestFactory
  Stream<DynamicTest> everyPrintedFigureComesOutOfTheLedger() {
    return comparison.lines(BUILT_IN).stream()
        .map(line ->
            DynamicTest.dynamicTest(
                line.document() + " " + line.figure().indicator().label() + " " + line.expected(),
                () -> assertThat(line.figure().printed()).isEqualTo(line.expected())));
  }

  @Test
  void loadingTwiceChangesNothing() {
    var before = ledger.count();
    assertThat(sample.load(BUILT_IN)).isFalse();
    assertThat(ledger.count()).isEqualTo(before);
  }

  @Test
  void settlingEverythingAgainAppendsNothing() {
    var settled = new HashSet<RecordRef>();
    var appended =
        transaction.execute(_ ->
            sources.stream()
                .flatMap(RecordSource::everything)
                .peek(said -> settled.add(said.record()))
                .mapToInt(said -> ledger.settle(said.record(), said.movements(), CLERK, "复核"))
                .sum());
    assertThat(appended).isZero();
    var posted =
        db.sql("select distinct record_kind kind, record_id id from ledger.posting")
            .query(RecordRef.class)
            .list();
    assertThat(posted).hasSizeGreaterThan(1000);
    assertThat(settled).as("no posting without a record that says so").containsAll(posted);
  }

  @Test
  void theTotalHidesAPartThatLagsAndItIsPulledOut() {
    var parts = figures.parts(figure("INV.rate", "wangcheng", Span.year(2020)));
    assertThat(parts)
        .extracting(Figures.Part::member, part -> part.figure().printed(), Figures.Part::lags)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("非市重大", "76.2%", true),
            org.assertj.core.groups.Tuple.tuple("市重大", "145.6%", false));
  }

  @Test
  void theWayDownAddsUpToTheLastUnitForEveryPrintedFigure() {
    for (var line : comparison.lines(BUILT_IN)) {
      line.figure()
          .worked()
          .leaves()
          .flatMap(leaf -> leaf.cell().stream())
          .forEach(cell -> {
            var view = line.figure().asked().view();
            assertThat(
                    ledger.postings(cell, view).stream()
                        .map(Posting::movement)
                        .map(movement -> movement.quantity())
                        .reduce(java.math.BigDecimal.ZERO, java.math.BigDecimal::add))
                .as("%s %s", line.figure().indicator().id(), cell)
                .isEqualByComparingTo(ledger.amount(cell, view).orElseThrow());
          });
    }
  }

  @Test
  @Transactional
  void correctingOneRecordChangesEveryFigureAboveIt() {
    var before =
        Stream.of("INV.done", "INV.done.key", "INV.rate", "INV.rate.key")
            .map(id -> figure(id, "wangcheng", Span.year(2020)).printed())
            .toList();
    var filing =
        db.sql(
                """
                select f.id from portfolio.filing f join portfolio.key_membership k on k.project = f.project
                 where f.month between '2020-01-01' and '2020-12-01' order by f.amount desc limit 1
                """)
            .query(Long.class)
            .single();
    portfolio.correct(filing, 1, Money.ZERO, Reason.of("核减"), CLERK);
    var after =
        Stream.of("INV.done", "INV.done.key", "INV.rate", "INV.rate.key")
            .map(id -> figure(id, "wangcheng", Span.year(2020)).printed())
            .toList();
    assertThat(before).containsExactly("17.8亿元", "13.7亿元", "120.4%", "145.6%");
    assertThat(after).doesNotContainAnyElementsOf(before);
    assertThat(figure("INV.done.other", "wangcheng", Span.year(2020)).printed()).isEqualTo("4.1亿元");
  }

  private Figure figure(String indicator, String org, Span span) {
    return figures.get(Asked.of(indicator, span, View.of(org)));
  }
}
