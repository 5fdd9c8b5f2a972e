package cn.tongtu.register;

import cn.tongtu.identity.Audit;
import cn.tongtu.identity.Organisations;
import cn.tongtu.identity.Permissions;
import cn.tongtu.ledger.ClosedMonth;
import cn.tongtu.ledger.Reason;
import cn.tongtu.register.Batch.Kind;
import cn.tongtu.register.Batch.Planned;
import cn.tongtu.register.Bulks.Bulk;
import cn.tongtu.register.Bulks.Row;
import cn.tongtu.register.RegisterKeeping.Written;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Forbidden;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.WrongField;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes rows that were typed or pasted into a grid (表格录入), read as an import reads them: each good
 * one becomes a record or corrects one in a transaction of its own, and the others are told what is
 * wrong with which cell.
 */
@Service
class Gridding {
  static final int MOST = 200;

  /** Under which what is wrong with a row and no cell of it is told. */
  static final String WHOLE = "";

  private static final Label NOT_YET = new Label("", "");

  private final Bulks bulks;
  private final BulkKeeping keepingMany;
  private final RegisterKeeping keeping;
  private final Permissions permissions;
  private final Organisations organisations;
  private final Audit audit;
  private final TransactionTemplate transaction;

  Gridding(
      Bulks bulks,
      BulkKeeping keepingMany,
      RegisterKeeping keeping,
      Permissions permissions,
      Organisations organisations,
      Audit audit,
      TransactionTemplate transaction) {
    this.bulks = bulks;
    this.keepingMany = keepingMany;
    this.keeping = keeping;
    this.permissions = permissions;
    this.organisations = organisations;
    this.audit = audit;
    this.transaction = transaction;
  }

  /**
   * A row of a grid (录入行).
   *
   * @param record which it corrects, with the revision that was seen; empty for a new one
   * @param cells what stands in them; of a new record those that are not empty
   */
  record Line(int row, Optional<Long> record, int revision, Map<String, String> cells) {
    private Sent sent(Register register) {
      return new Sent(
          row,
          false,
          record.map(id -> register.id() + "/" + id).orElse(""),
          record.isPresent() ? String.valueOf(revision) : "",
          "",
          "",
          "",
          cells,
          List.of());
    }
  }

  /**
   * What came of a grid.
   *
   * @param wrong by row and field; {@link #WHOLE} for the row itself
   * @param closed whether the reason of a revision is wanted
   */
  record Taken(SequencedMap<Integer, Map<String, Label>> wrong, boolean closed) {}

  /** What is asked: {@code id} as the form brought it, {@code org} whose the new records are. */
  record Asked(UUID id, Register register, String org, List<Line> lines, Reason reason) {}

  /**
   * @throws Forbidden when this person may write no record of anybody
   * @throws WrongField when there are no rows, too many, or no reason for corrections; nothing was
   *     done then
   */
  Taken take(Asked asked, Actor.Staff actor) {
    var register = asked.register;
    requireAnywhere(actor);
    requireSaid(asked);
    transaction.executeWithoutResult(_ ->
        bulks.begin(
            new Bulk(asked.id, register.id(), "", actor.id(), Map.of(), asked.reason.why()),
            asked.lines.stream()
                .map(line -> new Row(line.row, line.record, false, NOT_YET, false))
                .toList()));
    var done =
        bulks.rows(asked.id).stream().filter(Row::done).map(Row::row).collect(Collectors.toSet());
    var open = asked.lines.stream().filter(line -> !done.contains((long) line.row)).toList();
    var wrong = new LinkedHashMap<Integer, Map<String, Label>>();
    var closed = false;
    var batch = keepingMany.batch(register, asked.org, actor);
    for (var planned : batch.plan(open.stream().map(line -> line.sent(register)).toList())) {
      var row = planned.sent().row();
      try {
        var problems = problems(planned);
        if (problems.isEmpty()) {
          transaction.executeWithoutResult(_ -> keep(asked, planned, actor));
        } else {
          wrong.put(row, problems);
        }
      } catch (Refusal refusal) {
        closed |= refusal instanceof ClosedMonth;
        wrong.put(row, told(refusal, register));
      }
    }
    wrong.forEach((row, why) ->
        bulks.refused(
            asked.id,
            row,
            new Label(join(why, "；", Label::chinese), join(why, "; ", Label::english)),
            false));
    return new Taken(wrong, closed);
  }

  private static String join(
      Map<String, Label> why, String comma, Function<Label, String> language) {
    return why.values().stream().map(language).collect(Collectors.joining(comma));
  }

  /**
   * @throws Forbidden when this person may write no record of anybody
   */
  void requireAnywhere(Actor.Staff actor) {
    if (!permissions.anywhere(actor.id(), RegisterKeeping.WRITE)) {
      throw new Forbidden(
          actor, RegisterKeeping.WRITE, "", "您无权登记台账", "you may not write registers");
    }
  }

  private static void requireSaid(Asked asked) {
    WrongField.unless(
        !asked.lines.isEmpty() && asked.lines.size() <= MOST,
        WHOLE,
        "请至少填写一行，一次最多 %d 行".formatted(MOST),
        "fill in a row, and %d at most at once".formatted(MOST));
    WrongField.unless(
        asked.lines.stream().allMatch(line -> line.record.isEmpty())
            || !asked.reason.why().isBlank(),
        "why",
        "请写明更正原因",
        "say why they are corrected");
  }

  private static Map<String, Label> problems(Planned planned) {
    var problems = new LinkedHashMap<String, Label>();
    for (var problem : planned.problems()) {
      var field = problem.field().startsWith("_") ? WHOLE : problem.field();
      problems.putIfAbsent(field, new Label(problem.chinese(), problem.english()));
    }
    if (planned.kind() == Kind.CONFLICT) {
      problems.put(
          WHOLE,
          new Label(
              "您打开之后，这条记录已被他人更新（第 %d 版）：请打开记录核对，再重新勾选更正".formatted(planned.revision().orElse(0)),
              "somebody has changed the record since you opened it (revision %d); look at it and tick it again"
                  .formatted(planned.revision().orElse(0))));
    }
    return problems;
  }

  /** Under the row's lock, so that of the same sent twice one is kept. */
  private void keep(Asked asked, Planned planned, Actor.Staff actor) {
    var sent = planned.sent();
    if (bulks.lock(asked.id, sent.row()).done()) {
      return;
    }
    var register = asked.register;
    var record =
        switch (planned.kind()) {
          case NEW ->
              keeping
                  .add(
                      register.id(),
                      new Written(asked.org, sent.fields(), "", "", false),
                      actor,
                      new Reason("登记", asked.reason.revision()))
                  .id();
          case CHANGED -> {
            var id = planned.record().orElseThrow();
            var fields = new HashMap<>(sent.fields());
            fields.keySet().retainAll(planned.changes().keySet());
            keeping.correct(
                new RecordRef(register.recordKind(), id),
                OptionalInt.of(Integer.parseInt(sent.revision())),
                fields,
                actor,
                asked.reason);
            yield id;
          }
          case SAME, CONFLICT, WRONG -> planned.record().orElseThrow();
        };
    bulks.done(asked.id, sent.row(), record);
  }

  private Map<String, Label> told(Refusal refusal, Register register) {
    if (refusal instanceof Forbidden forbidden) {
      audit.refused(forbidden);
    }
    return switch (refusal) {
      case ClosedMonth month -> Map.of(WHOLE, month.named(organisations));
      case WrongField wrong -> {
        var told = new LinkedHashMap<String, Label>();
        wrong
            .errors()
            .forEach((field, why) ->
                told.putIfAbsent(register.fields().containsKey(field) ? field : WHOLE, why));
        yield told;
      }
      default -> Map.of(WHOLE, new Label(refusal.chinese(), refusal.english()));
    };
  }
}
