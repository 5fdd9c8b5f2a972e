package cn.tongtu.appraisal;

import cn.tongtu.appraisal.AppraisalRounds.Point;
import cn.tongtu.appraisal.AppraisalRounds.Result;
import cn.tongtu.appraisal.AppraisalRounds.Round;
import cn.tongtu.engine.calendar.Obligation.Turn;
import cn.tongtu.identity.Audit;
import cn.tongtu.identity.Audit.Change;
import cn.tongtu.identity.Directory;
import cn.tongtu.identity.Permissions;
import cn.tongtu.ledger.Ledger;
import cn.tongtu.ledger.Movement;
import cn.tongtu.ledger.Reason;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Mistakes;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.Stale;
import cn.tongtu.shared.Words;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Carries an appraisal out (考核): people give points, another person publishes the ranks, and what
 * was published in error is withdrawn, with its reason, and published anew.
 */
@Service
public class Appraising {
  /** The kind of record that an award is posted for. */
  static final String KIND = "appraisal";

  private static final int NAMED = 3;

  private final Appraisals appraisals;
  private final AppraisalRounds rounds;
  private final Sheets sheets;
  private final Permissions permissions;
  private final Directory directory;
  private final Ledger ledger;
  private final Audit audit;

  Appraising(
      Appraisals appraisals,
      AppraisalRounds rounds,
      Sheets sheets,
      Permissions permissions,
      Directory directory,
      Ledger ledger,
      Audit audit) {
    this.appraisals = appraisals;
    this.rounds = rounds;
    this.sheets = sheets;
    this.permissions = permissions;
    this.directory = directory;
    this.ledger = ledger;
    this.audit = audit;
  }

  /** Where points are given: an organisation's code and a criterion. */
  public record Place(String org, String criterion) {
    static final String FIELD = "points.";

    String field() {
      return FIELD + org + "." + criterion;
    }
  }

  /**
   * Takes what a person gives (评分); an empty text takes back what the same person gave before. All
   * or nothing.
   *
   * @throws cn.tongtu.shared.WrongField naming each that cannot be taken
   */
  @Transactional
  public void score(String id, String period, Map<Place, String> typed, Actor.Staff actor) {
    var appraisal = appraisals.get(id);
    var turn = appraisals.turn(appraisal, period, today());
    var round = rounds.lock(appraisal, turn);
    refusePublished(round);
    var held =
        rounds.points(round).stream()
            .filter(point -> point.person() == actor.id())
            .collect(
                Collectors.toMap(
                    point -> new Place(point.org(), point.criterion()), Point::points));
    var changes = changes(appraisal, typed, held, actor);
    if (changes.isEmpty()) {
      return;
    }
    var before = new TreeMap<String, String>();
    var after = new TreeMap<String, String>();
    changes.forEach((place, points) -> {
      var acting = (Actor.Staff) permissions.require(actor, appraisal.scoring(), place.org());
      before.put(place.field(), text(Optional.ofNullable(held.get(place))));
      after.put(place.field(), text(points));
      points.ifPresentOrElse(
          given ->
              rounds.give(
                  round,
                  new Point(place.org(), place.criterion(), acting.id(), acting.name(), given)),
          () -> rounds.takeBack(round, place.org(), place.criterion(), acting));
    });
    rounds.changed(round);
    audit.changed(
        actor,
        appraisal.scoring(),
        new Change(new RecordRef("appraisal.round", round.id()), "", before, after),
        appraisal.label().chinese() + turn.label().chinese());
  }

  private SequencedMap<Place, Optional<BigDecimal>> changes(
      Appraisal appraisal, Map<Place, String> typed, Map<Place, BigDecimal> held, Actor actor) {
    var mistakes = new Mistakes();
    var own = own(appraisal, actor);
    var changes = new LinkedHashMap<Place, Optional<BigDecimal>>();
    var appraised =
        sheets.appraised(appraisal).stream().map(org -> org.code()).collect(Collectors.toSet());
    typed.forEach((place, text) -> {
      var points = mistakes.read(place.field(), () -> points(text)).flatMap(read -> read);
      if ((!text.isBlank() && points.isEmpty())
          || points.equals(
              Optional.ofNullable(held.get(place)).map(BigDecimal::stripTrailingZeros))) {
        return;
      }
      var _ =
          mistakes
              .unless(
                  appraised.contains(place.org())
                      && appraisal.criterion(place.criterion()).isPresent(),
                  place.field(),
                  "没有这一项",
                  "there is no such criterion")
              .unless(
                  !own.equals(Optional.of(place.org())),
                  place.field(),
                  "不能给本单位评分",
                  "nobody gives points to the own organisation");
      changes.put(place, points);
    });
    mistakes.tell();
    return changes;
  }

  /** The organisation in which somebody who scores has a seat (回避). */
  private Optional<String> own(Appraisal appraisal, Actor actor) {
    return directory.seated(appraisal.scoring()).stream()
        .filter(seated -> actor.person().equals(Optional.of(seated.member().id())))
        .map(Directory.Seated::org)
        .findFirst();
  }

  private static Optional<BigDecimal> points(String text) {
    if (text.isBlank()) {
      return Optional.empty();
    }
    try {
      var points = new BigDecimal(text.strip().replace('．', '.')).stripTrailingZeros();
      Refusal.unless(
          points.signum() >= 0
              && points.compareTo(Appraisal.FULL) <= 0
              && points.scale() <= Ranking.DECIMALS,
          "请填 0 到 100，最多两位小数",
          "0 to 100, with two decimals at most");
      return Optional.of(points);
    } catch (NumberFormatException none) {
      throw new Refusal("不是数字：" + text.strip(), "not a number: " + text.strip());
    }
  }

  /**
   * Publishes the ranks of a period that is over (公布), and what the first of them are awarded.
   *
   * @param seen the revision of the sheet that the person has read
   * @throws Stale when points were given since
   * @throws Refusal when points are missing, or the person gave some of them
   */
  @Transactional
  public void publish(String id, String period, int seen, Actor.Staff actor) {
    var appraisal = appraisals.get(id);
    var today = today();
    var turn = appraisals.turn(appraisal, period, today);
    var round = rounds.lock(appraisal, turn);
    var acting = requireAll(appraisal, actor);
    refusePublished(round);
    Refusal.unless(
        turn.last().isBefore(today),
        "这一期到 %s 结束，之后才能公布".formatted(turn.last()),
        "the period ends on %s and can be published then".formatted(turn.last()));
    if (round.revision() != seen) {
      throw new Stale("您打开之后评分有变动，请核对后再公布", "points were given since you opened it");
    }
    Refusal.unless(
        rounds.points(round).stream().noneMatch(point -> point.person() == actor.id()),
        "您参加了评分，须由另一人公布",
        "you gave points; somebody else publishes");
    publish(appraisal, turn, round, today, acting);
  }

  /**
   * A period as it was scored and published before (历史考核), for a sample or an archive.
   *
   * @param by who gave the points
   */
  @Transactional
  public void bringIn(
      String id,
      String period,
      Map<Place, BigDecimal> points,
      Directory.Member by,
      LocalDate published,
      Actor.Product actor) {
    var appraisal = appraisals.get(id);
    var turn = appraisals.turn(appraisal, period, today());
    var round = rounds.lock(appraisal, turn);
    refusePublished(round);
    points.forEach((place, given) ->
        rounds.give(round, new Point(place.org(), place.criterion(), by.id(), by.name(), given)));
    rounds.changed(round);
    publish(appraisal, turn, round, published, actor);
  }

  private void publish(Appraisal appraisal, Turn turn, Round round, LocalDate on, Actor acting) {
    var rows = sheets.of(appraisal, turn, rounds.points(round));
    refuseMissing(rows);
    var publication = rounds.publish(round, on, acting);
    var names =
        rows.stream().collect(Collectors.toMap(row -> row.org().code(), row -> row.org().name()));
    var ranks = Ranking.of(appraisal, rows.stream().map(Sheets.Row::marked).toList());
    for (var placed : ranks) {
      var org = placed.marks().org();
      var awarded = placed.place() <= appraisal.places();
      var result = rounds.add(publication, placed, Objects.requireNonNull(names.get(org)), awarded);
      if (awarded) {
        settle(result, award(appraisal, on, org), acting, Reason.of("公布考核名次"));
      }
    }
    audit.changed(
        acting,
        appraisal.publishing(),
        Change.added(
            new RecordRef("appraisal.round", round.id()),
            "",
            Map.of("published", on.toString(), "first", ranks.getFirst().marks().org())),
        appraisal.label().chinese() + turn.label().chinese());
  }

  /** Withdraws what was published (撤回公布); the sheet is open again, the award is taken back. */
  @Transactional
  public void withdraw(String id, String period, String why, Actor.Staff actor) {
    var appraisal = appraisals.get(id);
    var turn = appraisals.turn(appraisal, period, today());
    var round = rounds.lock(appraisal, turn);
    var acting = requireAll(appraisal, actor);
    var published =
        round.published().orElseThrow(() -> new Refusal("这一期没有公布，或已被撤回", "it is not published"));
    var mistakes = new Mistakes();
    var _ = mistakes.needs("why", why, "请写明撤回的原因", "say why it is withdrawn");
    mistakes.tell();
    rounds.withdraw(published.id(), acting, why.strip());
    for (var result : rounds.results(published.id())) {
      if (result.awarded()) {
        settle(result.id(), Stream.of(), acting, new Reason(why.strip(), Optional.of(why.strip())));
      }
    }
    rounds.changed(round);
    audit.changed(
        acting,
        appraisal.publishing(),
        new Change(
            new RecordRef("appraisal.round", round.id()),
            "",
            Map.of("published", published.on().toString()),
            Map.of()),
        why.strip());
  }

  private void settle(long result, Stream<Movement> said, Actor actor, Reason reason) {
    var _ = ledger.settle(new RecordRef(KIND, result), said.toList(), actor, reason);
  }

  private static Stream<Movement> award(Appraisal appraisal, LocalDate on, String org) {
    return appraisal.counted().stream()
        .map(measure -> Movement.of(measure, on, org, Optional.empty(), Map.of(), BigDecimal.ONE));
  }

  /** What the ledger should hold because of a result that stands. */
  static List<Movement> said(Appraisal appraisal, Result result) {
    return result.awarded() ? award(appraisal, result.on(), result.org()).toList() : List.of();
  }

  private Actor requireAll(Appraisal appraisal, Actor actor) {
    return sheets.appraised(appraisal).stream()
        .map(org -> permissions.require(actor, appraisal.publishing(), org.code()))
        .reduce(actor, (_, last) -> last);
  }

  private static void refusePublished(Round round) {
    Refusal.unless(
        round.published().isEmpty(), "这一期已公布；要改须先撤回公布", "it is published; withdraw that first");
  }

  private static void refuseMissing(List<Sheets.Row> rows) {
    Refusal.unless(!rows.isEmpty(), "没有被考核的单位", "there is nobody to appraise");
    var missing =
        rows.stream()
            .flatMap(row ->
                row.marks().stream()
                    .filter(mark -> mark.points().isEmpty())
                    .map(mark -> row.org().name() + " " + mark.criterion().label().chinese()))
            .toList();
    Refusal.unless(
        missing.isEmpty(),
        "还有 %d 项没有评分：%s%s"
            .formatted(
                missing.size(),
                String.join("、", missing.stream().limit(NAMED).toList()),
                missing.size() > NAMED ? " 等" : ""),
        missing.size() + " points are missing");
  }

  private static String text(Optional<BigDecimal> points) {
    return points.map(one -> one.stripTrailingZeros().toPlainString()).orElse("");
  }

  private static LocalDate today() {
    return LocalDate.now(Words.CHINA);
  }
}
