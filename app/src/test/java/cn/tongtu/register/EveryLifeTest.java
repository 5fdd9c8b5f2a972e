package cn.tongtu.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Organisations;
import cn.tongtu.ledger.Reason;
import cn.tongtu.register.Life.Move;
import cn.tongtu.register.RegisterKeeping.Written;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Forbidden;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.Words;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Every declared register is led from its first state through each of its moves to an end, by
 * people with the roles of the county and nobody else. What a form asks for is filled in by its
 * type; where a gate is shut, other values are tried, as a person would.
 */
@SpringBootTest(properties = "spring.application.name=closing") // Without the sample.
class EveryLifeTest {
  private static final String ORG = "every-life";
  private static final int TRIES = 200;

  @Autowired RegisterKeeping keeping;
  @Autowired Moving moving;
  @Autowired Registers registers;
  @Autowired Entries entries;
  @Autowired Organisations organisations;
  @Autowired JdbcClient db;

  private List<Actor.Staff> people = List.of();

  /** Who stands in the records wherever they ask for a person. */
  private Actor.Staff named = new Actor.Staff(0, "nobody", Optional.empty(), "");

  @BeforeEach
  void people() {
    organisations.put(new Organisation(ORG, ORG, ORG));
    people = Stream.of("clerk", "clerk", "reviewer", "reviewer").map(this::person).toList();
    named = people.get(1);
  }

  private Actor.Staff person(String role) {
    var account = "life" + System.nanoTime();
    var id =
        db.sql("insert into identity.person (account, name) values (?, ?) returning id")
            .params(account, account)
            .query(Long.class)
            .single();
    db.sql("insert into identity.seat (person, org, first_day) values (?, ?, '2020-01-01')")
        .params(id, ORG)
        .update();
    var person = new Actor.Staff(id, account, Optional.empty(), "10.1.1.1");
    role(person, role);
    return person;
  }

  private void role(Actor.Staff person, String role) {
    db.sql(
            "insert into identity.held_role (seat, role, first_day) select id, ?, '2020-01-01' from identity.seat where person = ?")
        .params(role, person.id())
        .update();
  }

  @TestFactory
  Stream<DynamicTest> isLedThroughEachOfItsMovesToAnEnd() {
    assertThat(registers.list().stream().filter(register -> !register.life().moves().isEmpty()))
        .hasSizeGreaterThan(1);
    return registers.list().stream()
        .flatMap(register ->
            register.life().moves().values().stream()
                .map(move ->
                    DynamicTest.dynamicTest(
                        register.id() + " " + move.id(), () -> walk(register, move))));
  }

  /** Also with the rights of both roles: the gates are tried first, then the person. */
  @TestFactory
  Stream<DynamicTest> isNotCheckedByWhoeverDidTheWork() {
    var checks =
        registers.list().stream()
            .flatMap(register ->
                register.life().moves().values().stream()
                    .filter(move -> before(register.life(), move).stream().anyMatch(excludes(move)))
                    .map(move ->
                        DynamicTest.dynamicTest(
                            register.id() + " " + move.id(), () -> alone(register, move))))
            .toList();
    assertThat(checks).hasSizeGreaterThan(40);
    return checks.stream();
  }

  private static Predicate<Move> excludes(Move check) {
    return move -> check.otherThan().contains(move.id());
  }

  private void alone(Register register, Move check) {
    var both = person("clerk");
    role(both, "reviewer");
    named = both;
    var random = new Random(1);
    for (int i = 0; i < TRIES; i++) {
      try {
        var record = entered(register, random);
        for (var move : before(register.life(), check)) {
          make(
              record,
              move,
              asked(register, move, random),
              excludes(check).test(move) ? List.of(both) : people);
        }
        assertThatThrownBy(() -> make(record, check, asked(register, check, random), List.of(both)))
            .isInstanceOf(Forbidden.class)
            .hasMessageContaining("须由他人办理");
        return;
      } catch (Refusal refused) {
        assertThat(refused).as("a gate, not a person").isNotInstanceOf(Forbidden.class);
      }
    }
    throw new AssertionError(register.label() + ": nobody comes to " + check.label());
  }

  private void walk(Register register, Move through) {
    var refusals = new HashSet<String>();
    var random = new Random(1);
    for (int i = 0; i < TRIES; i++) {
      try {
        var record = lead(register, way(register.life(), through), random);
        var ended = entries.find(register, record.id()).orElseThrow();
        assertThat(register.life().state(ended).orElseThrow().last()).isTrue();
        assertThat(ended.steps()).containsKey(through.id());
        return;
      } catch (Refusal refused) {
        refusals.add(refused.chinese());
      }
    }
    assertThat(refusals)
        .as("%s: nobody gets through %s", register.label(), through.label())
        .isEmpty();
  }

  /** The shortest way to where a move begins. */
  private static List<Move> before(Life life, Move move) {
    return move.from().stream()
        .flatMap(from -> shortest(life, life.begins(), from).stream())
        .min(Comparator.comparingInt(List::size))
        .orElseThrow();
  }

  /** To where the move begins, the move, and on to an end, each by the shortest way. */
  private static List<Move> way(Life life, Move through) {
    var whole = new ArrayList<>(before(life, through));
    whole.add(through);
    whole.addAll(
        life.states().values().stream()
            .filter(Life.State::last)
            .flatMap(end -> shortest(life, through.to(), end.id()).stream())
            .min(Comparator.comparingInt(List::size))
            .orElseThrow());
    return whole;
  }

  private static Optional<List<Move>> shortest(Life life, String from, String to) {
    var ways = new HashMap<String, List<Move>>(Map.of(from, List.of()));
    var next = new ArrayDeque<>(List.of(from));
    while (!next.isEmpty()) {
      var here = next.remove();
      for (var move : life.moves().values()) {
        if (move.from().contains(here) && !ways.containsKey(move.to())) {
          var longer = new ArrayList<>(ways.getOrDefault(here, List.of()));
          longer.add(move);
          ways.put(move.to(), longer);
          next.add(move.to());
        }
      }
    }
    return Optional.ofNullable(ways.get(to));
  }

  private RecordRef lead(Register register, List<Move> way, Random random) {
    var record = entered(register, random);
    for (var move : way) {
      make(record, move, asked(register, move, random), people);
    }
    return record;
  }

  private Map<String, String> asked(Register register, Move move, Random random) {
    return filled(register, move.fill().stream().map(register::field), random);
  }

  private RecordRef entered(Register register, Random random) {
    var required = register.fields().values().stream().filter(Field::required);
    return keeping.add(
        register.id(),
        new Written(ORG, filled(register, required, random), "试", "", false),
        people.getFirst(),
        Reason.of("登记"));
  }

  /** By the first of these who may. */
  private void make(RecordRef record, Move move, Map<String, String> fields, List<Actor.Staff> by) {
    var forbidden = new ArrayList<Forbidden>();
    for (var person : by) {
      try {
        moving.move(record, move.id(), OptionalInt.empty(), fields, person, Reason.of("说明"));
        return;
      } catch (Forbidden refused) {
        forbidden.add(refused);
      }
    }
    throw forbidden.getLast();
  }

  private Map<String, String> filled(Register register, Stream<Field> fields, Random random) {
    var filled = new HashMap<String, String>();
    fields
        .filter(field -> !register.computed().containsKey(field.id()))
        .forEach(field -> filled.put(field.id(), value(field, random)));
    return filled;
  }

  private String value(Field field, Random random) {
    var today = LocalDate.now(Words.CHINA);
    return switch (field.type()) {
      case FieldType.Text(), FieldType.LongText() -> "试" + System.nanoTime();
      case FieldType.Concealed() -> "139" + "%08d".formatted(random.nextInt(100_000_000));
      case FieldType.Whole() -> String.valueOf(random.nextInt(4));
      case FieldType.Amount(_), FieldType.Sum(_) -> String.valueOf(random.nextInt(4));
      case FieldType.Day() -> today.plusDays(random.nextInt(-60, 30)).toString();
      case FieldType.Month() -> YearMonth.from(today).toString();
      case FieldType.Choice(var of) -> of.get(random.nextInt(of.size()));
      case FieldType.YesNo() -> random.nextInt(4) > 0 ? "是" : "否";
      case FieldType.Person() -> named.name();
      case FieldType.Org() -> ORG;
      case FieldType.Record(var to) -> "#" + entered(registers.get(to), random).id();
      case FieldType.Coded(_), FieldType.Along(), FieldType.OnMap(_), FieldType.Files(_, _) ->
          throw new AssertionError(field.id() + " is asked for, and no such thing is there");
    };
  }
}
