package cn.tongtu.exchange;

import cn.tongtu.engine.sheet.SheetField;
import cn.tongtu.exchange.Imports.Import;
import cn.tongtu.exchange.view.ImportPage;
import cn.tongtu.exchange.view.ImportsPage;
import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Organisations;
import cn.tongtu.identity.Permissions;
import cn.tongtu.register.Batch.Kind;
import cn.tongtu.register.Register;
import cn.tongtu.register.RegisterKeeping;
import cn.tongtu.register.SheetFields;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Address;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Paging;
import cn.tongtu.shared.Words;
import cn.tongtu.shared.view.Choice;
import cn.tongtu.shared.view.Typed;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Gathers what the pages of imports show (导入页). */
@Component
class ImportView {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(Words.CHINA);
  private static final int ROWS = 50;
  private static final int CAUSES = 100;
  private static final int BEFORE = 20;

  private final Imports imports;
  private final Importing importing;
  private final Organisations organisations;
  private final Permissions permissions;

  ImportView(
      Imports imports, Importing importing, Organisations organisations, Permissions permissions) {
    this.imports = imports;
    this.importing = importing;
    this.organisations = organisations;
    this.permissions = permissions;
  }

  ImportsPage begin(Register register, Typed typed, Actor.Staff actor) {
    importing.requireAnywhere(actor);
    var orgs = orgs(actor);
    return new ImportsPage(
        register.id(),
        register.name(),
        orgs,
        orgs.stream().findFirst().map(Choice::value).orElse(""),
        imports.list(register, actor.id(), BEFORE).stream()
            .map(one ->
                new ImportsPage.Before(
                    one.href(), one.file(), when(one.at()), one.takenAt().isPresent()))
            .toList(),
        typed);
  }

  private static String when(Instant at) {
    return MINUTE.format(at);
  }

  private List<Choice> orgs(Actor.Staff actor) {
    var today = LocalDate.now(Words.CHINA);
    return organisations.list().stream()
        .filter(
            org -> permissions.may(actor.id(), RegisterKeeping.WRITE, org.code(), today).allowed())
        .map(org -> Choice.of(org.code(), org.name()))
        .toList();
  }

  ImportPage page(
      Register register, long id, String asked, int page, Typed typed, Actor.Staff actor) {
    var one = importing.get(register, id, actor);
    var counts = imports.counts(id);
    var kind = kind(asked, counts);
    var paging =
        Paging.of(
            page,
            ROWS,
            counts.getOrDefault(kind, 0L),
            Address.of(one.href()).with("show", kind.name()));
    var names =
        organisations.list().stream()
            .collect(Collectors.toMap(Organisation::code, Organisation::name));
    var layout = one.layout();
    return new ImportPage(
        register.id(),
        register.name(),
        id,
        one.file(),
        one.takenAt().map(ImportView::when),
        one.undoneAt().map(at -> new ImportPage.Undone(when(at), one.undoneWhy())),
        one.takenAt().isPresent()
            ? Optional.empty()
            : imports.twin(register, one.digest()).flatMap(Import::takenAt).map(ImportView::when),
        layout.notices(),
        new ImportPage.Place(
            Choice.list(
                layout.sheets(),
                sheet -> String.valueOf(sheet.index()),
                sheet -> sheet.name() + "（" + sheet.rows() + "）"),
            layout.sheet(),
            layout.headFrom(),
            layout.headTo()),
        layout.columns().stream().map(ImportView::column).toList(),
        Choice.list(SheetFields.of(register), SheetField::id, SheetField::label),
        orgs(actor),
        one.org(),
        Arrays.stream(Kind.values())
            .map(each ->
                new ImportPage.Count(
                    each.name(),
                    counts.getOrDefault(each, 0L),
                    Address.of(one.href()).with("show", each.name()).text() + "#rows"))
            .toList(),
        kind.name(),
        kind == Kind.WRONG
            ? imports.causes(id, CAUSES).stream()
                .map(cause ->
                    new ImportPage.Cause(
                        new Label(cause.chinese(), cause.english()),
                        cause.rows(),
                        String.join("、", cause.places())))
                .toList()
            : List.of(),
        imports.rows(id, kind, paging.offset(), ROWS).stream()
            .map(row -> row(register, row, one.undoneAt().isPresent(), names))
            .toList(),
        paging,
        typed.errors().containsKey("revision"),
        typed);
  }

  /** What needs a person first. */
  private static Kind kind(String asked, Map<Kind, Long> counts) {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.name().equals(asked))
        .findFirst()
        .orElseGet(() ->
            List.of(Kind.WRONG, Kind.CONFLICT, Kind.CHANGED, Kind.NEW).stream()
                .filter(kind -> counts.getOrDefault(kind, 0L) > 0)
                .findFirst()
                .orElse(Kind.SAME));
  }

  private static ImportPage.Column column(Layout.Column column) {
    return new ImportPage.Column(
        column.column(),
        column.letters(),
        column.heading(),
        String.join("；", column.samples()),
        column.hidden(),
        column.field(),
        column.reason());
  }

  private static ImportPage.Row row(
      Register register, Imports.Shown row, boolean undone, Map<String, String> names) {
    return new ImportPage.Row(
        row.row(),
        row.hidden(),
        row.record()
            // What it brought is there no more.
            .filter(_ -> !undone || row.kind() != Kind.NEW)
            .map(record -> register.href() + "/" + record)
            .orElse(""),
        row.title(),
        names.getOrDefault(row.org(), row.org()),
        // The database keeps what changed in an order of its own.
        register.fields().values().stream()
            .flatMap(field ->
                Optional.ofNullable(row.changes().get(field.id())).stream()
                    .map(change ->
                        new ImportPage.Changed(field.label(), change.get(0), change.get(1))))
            .toList(),
        // A new record begins in the first state, whatever the file says.
        row.kind() == Kind.NEW
                && !row.sent().state().isEmpty()
                && register.begins().filter(first -> !first.equals(row.sent().state())).isPresent()
            ? row.sent().state()
            : "");
  }
}
