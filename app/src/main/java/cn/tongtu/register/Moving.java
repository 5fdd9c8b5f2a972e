package cn.tongtu.register;

import cn.tongtu.identity.Directory;
import cn.tongtu.identity.Permissions;
import cn.tongtu.ledger.Reason;
import cn.tongtu.register.Entry.Step;
import cn.tongtu.register.Life.Move;
import cn.tongtu.register.Life.Reasons;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Forbidden;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Mistakes;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.Words;
import cn.tongtu.shared.WrongField;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Moves records from state to state (台账办理), by the rules that the register declares. */
@Service
public class Moving {
  private final Registers registers;
  private final Entries entries;
  private final Steps steps;
  private final RegisterKeeping keeping;
  private final Permissions permissions;
  private final Directory directory;
  private final Timing timing;

  Moving(
      Registers registers,
      Entries entries,
      Steps steps,
      RegisterKeeping keeping,
      Permissions permissions,
      Directory directory,
      Timing timing) {
    this.timing = timing;
    this.registers = registers;
    this.entries = entries;
    this.steps = steps;
    this.keeping = keeping;
    this.permissions = permissions;
    this.directory = directory;
  }

  /**
   * @param revision as whoever moves it saw the record
   * @param fields what the move's form asked for
   * @throws cn.tongtu.shared.Stale when somebody changed the record since
   * @throws Forbidden when this person may not make the move
   * @throws WrongField when something is missing or wrong, with all of it
   * @throws Refusal when the move does not lead on from where the record stands, or a gate is shut
   */
  @Transactional
  public void move(
      RecordRef record,
      String move,
      OptionalInt revision,
      Map<String, String> fields,
      Actor actor,
      Reason reason) {
    make(record, move, revision, fields, actor, reason, LocalDate.now(Words.CHINA));
  }

  /**
   * What was done on a day before the product was there (历史办理): a sample, an archive. Only the
   * product itself brings it in.
   */
  @Transactional
  public void bringIn(
      RecordRef record,
      String move,
      Map<String, String> fields,
      Actor.Product actor,
      Reason reason,
      LocalDate day) {
    make(record, move, OptionalInt.empty(), fields, actor, reason, day);
  }

  private void make(
      RecordRef record,
      String move,
      OptionalInt revision,
      Map<String, String> fields,
      Actor actor,
      Reason reason,
      LocalDate day) {
    var register = registers.ofKind(record.kind()).orElseThrow(RegisterKeeping::nothing);
    var before = entries.lock(register, record.id());
    var made =
        register
            .life()
            .moveCalled(move)
            .orElseThrow(() -> new Refusal("没有办理动作 " + move, "there is no move " + move));
    var acting = permissions.require(actor, made.may(), before.org());
    RegisterKeeping.requireCurrent(before, revision);
    requireWay(register, before, made);
    var hand = acting.person().flatMap(directory::find).map(this::hand);
    hand.flatMap(one -> hindrance(register, before, made, one))
        .ifPresent(why -> {
          throw new Forbidden(acting, made.may(), before.org(), why.chinese(), why.english());
        });
    var mistakes = new Mistakes();
    var asked = new HashMap<>(fields);
    // What the move does not ask for stays, and need not be typed again.
    asked.keySet().retainAll(Set.copyOf(made.fill()));
    var filled =
        keeping
            .checking(register)
            .after(before, asked, field -> made.fill().contains(field.id()), mistakes);
    var _ =
        mistakes.unless(
            made.reason() != Reasons.NEEDED || !reason.why().isBlank(),
            "why",
            "请写明" + made.label().chinese() + "的理由",
            "say why");
    mistakes.tell();
    var behalf =
        hand.flatMap(one -> one.namedFor(register, before, made))
            .or(() -> directory.behalf(acting));
    behalf
        .flatMap(other -> sameHand(register, before, made, other))
        .ifPresent(why -> {
          throw new Forbidden(acting, made.may(), before.org(), why.chinese(), why.english());
        });
    var moved =
        timing.moved(
            register,
            filled
                .revised()
                .moved(made, new Step(day, acting.person(), behalf.map(Directory.Member::id))),
            made,
            day);
    var after =
        keeping.numbered(register, moved.holding(Facts.worked(register, moved)), made.id(), day);
    for (var gate : made.gates()) {
      Refusal.unless(
          Facts.holds(register, gate.condition(), after),
          gate.says().chinese(),
          gate.says().english());
    }
    keeping.put(
        register,
        before,
        after,
        made.id(),
        acting,
        behalf.map(Directory.Member::name).orElse(""),
        new Reason(
            reason.why().isBlank() ? made.label().chinese() : reason.why(), reason.revision()));
  }

  private static void requireWay(Register register, Entry entry, Move move) {
    astray(register, entry, move)
        .ifPresent(why -> {
          throw new Refusal(why.chinese(), why.english());
        });
  }

  /** Why a move does not lead on from where the record stands. */
  private static Optional<Label> astray(Register register, Entry entry, Move move) {
    if (move.from().contains(entry.state())) {
      return Optional.empty();
    }
    var state = register.life().state(entry).map(Life.State::label).orElse(new Label("", ""));
    return Optional.of(
        new Label(
            "“%s”状态下不能%s".formatted(state.chinese(), move.label().chinese()),
            "“%s” cannot be made in the state “%s”"
                .formatted(move.label().english(), state.english())));
  }

  /** Whoever would make a move, and for whom this person stands in (代办). */
  record Hand(Directory.Member person, List<Directory.Member> standsFor) {
    /** Whether somebody named in a record is this person, or one for whom this person stands in. */
    boolean is(@Nullable Object account) {
      return person.account().equals(account) || principal(account).isPresent();
    }

    private Optional<Directory.Member> principal(@Nullable Object account) {
      return standsFor.stream().filter(member -> member.account().equals(account)).findFirst();
    }

    /** The one named in the record for this move, when that is not the person. */
    private Optional<Directory.Member> namedFor(Register register, Entry entry, Move move) {
      var named = new LinkedHashSet<>(move.who());
      register.life().state(entry).flatMap(Life.State::waitsFor).ifPresent(named::add);
      var accounts = named.stream().map(entry.values()::get).filter(Objects::nonNull).toList();
      return accounts.contains(person.account())
          ? Optional.empty()
          : accounts.stream().flatMap(account -> principal(account).stream()).findFirst();
    }
  }

  Hand hand(Directory.Member person) {
    return new Hand(person, directory.standsInFor(person.id()));
  }

  /** Why this person may not make the move, though allowed to make moves of its kind. */
  Optional<Label> hindrance(Register register, Entry entry, Move move, Hand hand) {
    var person = hand.person();
    if (!move.who().isEmpty()
        && move.who().stream().noneMatch(field -> hand.is(entry.values().get(field)))) {
      var names =
          String.join(
              "、",
              move.who().stream().map(field -> register.field(field).label().chinese()).toList());
      return Optional.of(
          new Label(
              "只有" + names + "可以" + move.label().chinese(),
              "only the person named in the record may do this"));
    }
    var same = sameHand(register, entry, move, person);
    if (same.isPresent()) {
      return same;
    }
    if (move.unseen() && steps.openedByOthers(register, entry, person.id())) {
      return Optional.of(
          new Label(
              "对方已打开，不能再" + move.label().chinese(),
              "somebody has opened it, it cannot be taken back any more"));
    }
    return Optional.empty();
  }

  /** That this person, or somebody in this one's name, did what another must check. */
  private static Optional<Label> sameHand(
      Register register, Entry entry, Move move, Directory.Member person) {
    for (var other : move.otherThan()) {
      var step = entry.steps().get(other);
      var same =
          step == null ? person.account().equals(entry.values().get(other)) : step.by(person.id());
      if (same) {
        var what =
            Optional.ofNullable(register.life().moves().get(other))
                .map(done -> "由您" + done.label().chinese())
                .orElseGet(() -> "您是" + register.field(other).label().chinese());
        return Optional.of(
            new Label(
                what + "，" + move.label().chinese() + "须由他人办理",
                "whoever did the work cannot do this, somebody else must"));
      }
    }
    return Optional.empty();
  }

  /** The moves that somebody could make now, by their names. */
  @Transactional(readOnly = true)
  public List<String> open(Register register, Entry entry, Actor.Staff staff) {
    return reader(staff, LocalDate.now(Words.CHINA)).open(register, entry).stream()
        .map(Move::id)
        .toList();
  }

  /** What one person may do today (可办事项); each question is asked of the permissions once. */
  final class Reader {
    private final Directory.Member person;
    private final Hand hand;
    private final LocalDate today;
    private final Map<List<String>, Boolean> known = new HashMap<>();

    private Reader(Directory.Member person, LocalDate today) {
      this.person = person;
      this.hand = hand(person);
      this.today = today;
    }

    boolean may(String action, String org) {
      return known.computeIfAbsent(
          List.of(action, org), _ -> permissions.may(person.id(), action, org, today).allowed());
    }

    /** The moves that this person could make as the record stands. */
    List<Move> open(Register register, Entry entry) {
      return register.life().from(entry).stream()
          .filter(move -> may(move.may(), entry.org()))
          .filter(move -> hindrance(register, entry, move, hand).isEmpty())
          .toList();
    }

    /** Why this person could not make a move as the record stands; what is asked for aside. */
    Optional<Label> hinders(Register register, Entry entry, Move move) {
      return astray(register, entry, move)
          .or(() ->
              may(move.may(), entry.org())
                  ? hindrance(register, entry, move, hand)
                  : Optional.of(
                      new Label("您无权在该单位" + move.label().chinese(), "you may not do this there")));
    }

    boolean edits(Register register, Entry entry) {
      return register.fields().keySet().stream()
              .anyMatch(field -> register.life().mayEdit(entry, field))
          && may(RegisterKeeping.WRITE, entry.org());
    }

    /** Whether this is the person, or somebody for whom this person stands in. */
    boolean is(String account) {
      return hand.is(account);
    }

    /** For whom this person would do it, where another is named. */
    Optional<String> standsInFor(String account) {
      return hand.principal(account).map(Directory.Member::name);
    }
  }

  Reader reader(Actor.Staff staff, LocalDate today) {
    return new Reader(
        directory
            .find(staff.id())
            .orElseGet(() -> new Directory.Member(staff.id(), "", staff.name())),
        today);
  }
}
