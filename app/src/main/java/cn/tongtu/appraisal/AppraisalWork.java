package cn.tongtu.appraisal;

import cn.tongtu.engine.calendar.Obligation.Turn;
import cn.tongtu.identity.Permissions;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.WorkItem;
import cn.tongtu.shared.WorkItems;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The period that was over last, for whoever has not scored it or may publish it (考核待办). */
@Component
class AppraisalWork implements WorkItems {
  private final Appraisals appraisals;
  private final AppraisalRounds rounds;
  private final Sheets sheets;
  private final Permissions permissions;

  AppraisalWork(
      Appraisals appraisals, AppraisalRounds rounds, Sheets sheets, Permissions permissions) {
    this.appraisals = appraisals;
    this.rounds = rounds;
    this.sheets = sheets;
    this.permissions = permissions;
  }

  @Override
  @Transactional(readOnly = true)
  public List<WorkItem> of(Actor.Staff person, LocalDate today) {
    return appraisals.list().stream()
        .flatMap(appraisal ->
            appraisals.turns(appraisal, today).stream()
                .filter(turn -> turn.last().isBefore(today))
                .findFirst()
                .flatMap(turn -> item(appraisal, turn, person, today))
                .stream())
        .toList();
  }

  private Optional<WorkItem> item(
      Appraisal appraisal, Turn turn, Actor.Staff person, LocalDate today) {
    var round = rounds.find(appraisal, turn.key());
    if (round.flatMap(AppraisalRounds.Round::published).isPresent()) {
      return Optional.empty();
    }
    var scores = permissions.anywhere(person.id(), appraisal.scoring());
    var publishes = permissions.anywhere(person.id(), appraisal.publishing());
    if (!scores && !publishes) {
      return Optional.empty();
    }
    var points = round.map(rounds::points).orElse(List.of());
    var rows = sheets.of(appraisal, turn, points);
    var complete = rows.stream().allMatch(Sheets.Row::complete);
    var gave = points.stream().anyMatch(point -> point.person() == person.id());
    return complete && publishes && !gave
        ? Optional.of(
            item(
                appraisal,
                turn,
                today,
                new Label("公布", "Publish"),
                new Label("评分已齐", "all points are given")))
        : !complete && scores && lacks(appraisal, rows, person, today)
            ? Optional.of(
                item(
                    appraisal,
                    turn,
                    today,
                    new Label("评分", "Score"),
                    new Label("还有未评的项", "points are missing")))
            : Optional.empty();
  }

  private boolean lacks(
      Appraisal appraisal, List<Sheets.Row> rows, Actor.Staff person, LocalDate today) {
    return rows.stream()
        .filter(row -> !row.complete())
        .anyMatch(row ->
            permissions.may(person.id(), appraisal.scoring(), row.org().code(), today).allowed());
  }

  private static WorkItem item(
      Appraisal appraisal, Turn turn, LocalDate today, Label deed, Label why) {
    return WorkItem.due(
        new Label(
            "%s：%s%s"
                .formatted(deed.chinese(), appraisal.label().chinese(), turn.label().chinese()),
            "%s: %s, %s"
                .formatted(deed.english(), appraisal.label().english(), turn.label().english())),
        why,
        turn.due(),
        today,
        appraisal.href() + "/" + turn.key());
  }
}
