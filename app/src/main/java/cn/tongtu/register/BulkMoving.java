package cn.tongtu.register;

import cn.tongtu.identity.Audit;
import cn.tongtu.identity.Organisations;
import cn.tongtu.identity.Permissions;
import cn.tongtu.ledger.ClosedMonth;
import cn.tongtu.ledger.Reason;
import cn.tongtu.register.Bulks.Bulk;
import cn.tongtu.register.Bulks.Row;
import cn.tongtu.register.Life.Move;
import cn.tongtu.register.Life.Reasons;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Forbidden;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Mistakes;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.WrongField;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes one move with many records (批量办理): each by itself and by the rules of a single one, so that
 * what hinders one hinders no other. What was refused can be mended and tried again.
 */
@Service
class BulkMoving {
  /** More than a page of a list has. */
  static final int MOST = 200;

  private final Bulks bulks;
  private final Entries entries;
  private final Moving moving;
  private final RegisterKeeping keeping;
  private final Permissions permissions;
  private final Organisations organisations;
  private final Audit audit;
  private final TransactionTemplate transaction;

  BulkMoving(
      Bulks bulks,
      Entries entries,
      Moving moving,
      RegisterKeeping keeping,
      Permissions permissions,
      Organisations organisations,
      Audit audit,
      TransactionTemplate transaction) {
    this.bulks = bulks;
    this.entries = entries;
    this.moving = moving;
    this.keeping = keeping;
    this.permissions = permissions;
    this.organisations = organisations;
    this.audit = audit;
    this.transaction = transaction;
  }

  /**
   * What is asked of which records.
   *
   * @param id as the form brought it: sent twice it is one
   * @param seen the records with their revisions as whoever asks saw them
   * @param fields what the move asks for, once for all; what is left empty stays as each has it
   */
  record Asked(
      UUID id,
      Register register,
      String move,
      SequencedMap<Long, Integer> seen,
      Map<String, String> fields,
      Reason reason) {}

  /**
   * @throws Forbidden when this person may make such a move nowhere
   * @throws WrongField when nothing was chosen, or what is asked once is wrong for all of them;
   *     nothing was done then
   */
  void take(Asked asked, Actor.Staff actor) {
    var register = asked.register;
    var move =
        register
            .life()
            .move(asked.move)
            .orElseThrow(
                () -> new Refusal("没有办理动作 " + asked.move, "there is no move " + asked.move));
    requireAnywhere(move, actor);
    var fields = new HashMap<>(asked.fields);
    fields.values().removeIf(String::isBlank);
    fields.keySet().retainAll(move.fill());
    requireSaid(asked, move, fields);
    transaction.executeWithoutResult(_ ->
        bulks.begin(
            new Bulk(asked.id, register.id(), move.id(), actor.id(), fields, asked.reason.why()),
            asked.seen.keySet().stream()
                .map(id -> new Row(id, Optional.of(id), false, new Label("", ""), false))
                .toList()));
    asked.seen.forEach((record, revision) -> {
      try {
        transaction.executeWithoutResult(_ -> one(asked, record, revision, fields, actor));
      } catch (Refusal refusal) {
        refused(asked.id, record, refusal);
      }
    });
  }

  private void requireAnywhere(Move move, Actor.Staff actor) {
    if (!permissions.anywhere(actor.id(), move.may())) {
      throw new Forbidden(
          actor,
          move.may(),
          "",
          "您无权" + move.label().chinese(),
          "you may not make this move: " + move.label().english());
    }
  }

  private void requireSaid(Asked asked, Move move, Map<String, String> fields) {
    var mistakes = new Mistakes();
    var _ =
        mistakes.unless(
            !asked.seen.isEmpty() && asked.seen.size() <= MOST,
            "r",
            "请勾选要办理的记录，一次最多 %d 条".formatted(MOST),
            "tick the records, %d at most at once".formatted(MOST));
    var checking = keeping.checking(asked.register);
    var found = entries.list(asked.register, "id", List.copyOf(asked.seen.keySet()));
    for (var id : move.fill()) {
      var field = asked.register.field(id);
      if (fields.containsKey(id)) {
        checking.tried(field, fields.getOrDefault(id, ""), mistakes);
      } else {
        var _ =
            mistakes.unless(
                found.isEmpty()
                    || asked.register.given(id)
                    || asked.register.visible().containsKey(id)
                    || found.stream().anyMatch(entry -> entry.values().containsKey(id)),
                id,
                "请填写" + field.label().chinese(),
                field.label().english() + " is missing");
      }
    }
    var _ =
        mistakes.unless(
            move.reason() != Reasons.NEEDED || !asked.reason.why().isBlank(),
            "why",
            "请写明" + move.label().chinese() + "的理由",
            "say why");
    mistakes.tell();
  }

  private void one(
      Asked asked, long record, int revision, Map<String, String> fields, Actor.Staff actor) {
    if (!bulks.lock(asked.id, record).done()) {
      moving.move(
          new RecordRef(asked.register.recordKind(), record),
          asked.move,
          OptionalInt.of(revision),
          fields,
          actor,
          asked.reason);
      bulks.done(asked.id, record, record);
    }
  }

  private void refused(UUID bulk, long record, Refusal refusal) {
    if (refusal instanceof Forbidden forbidden) {
      audit.refused(forbidden);
    }
    bulks.refused(bulk, record, said(refusal), refusal instanceof ClosedMonth);
  }

  private Label said(Refusal refusal) {
    return switch (refusal) {
      case ClosedMonth closed -> closed.named(organisations);
      case WrongField wrong ->
          new Label(
              wrong.errors().values().stream().map(Label::chinese).collect(Collectors.joining("；")),
              wrong.errors().values().stream()
                  .map(Label::english)
                  .collect(Collectors.joining("; ")));
      default -> new Label(refusal.chinese(), refusal.english());
    };
  }
}
