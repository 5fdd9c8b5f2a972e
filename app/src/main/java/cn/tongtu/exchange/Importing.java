package cn.tongtu.exchange;

import cn.tongtu.engine.sheet.ColumnMapping;
import cn.tongtu.engine.sheet.Table;
import cn.tongtu.engine.sheet.UnreadableFile;
import cn.tongtu.engine.sheet.Workbook;
import cn.tongtu.engine.sheet.WrongRows;
import cn.tongtu.exchange.Imports.Import;
import cn.tongtu.identity.Audit;
import cn.tongtu.identity.Audit.Change;
import cn.tongtu.identity.Permissions;
import cn.tongtu.ledger.Reason;
import cn.tongtu.register.Batch.Kind;
import cn.tongtu.register.Batch.Planned;
import cn.tongtu.register.BulkKeeping;
import cn.tongtu.register.Register;
import cn.tongtu.register.RegisterKeeping;
import cn.tongtu.register.Sent;
import cn.tongtu.register.SheetFields;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Forbidden;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.Stale;
import cn.tongtu.shared.Words;
import cn.tongtu.shared.WrongField;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes files into registers (台账导入): read, checked without touching the register, looked at, and
 * then taken all or nothing.
 */
@Service
class Importing {
  private static final int AT_ONCE = 1000;
  private static final String RECORD = "import";

  private final Imports imports;
  private final BulkKeeping bulk;
  private final Permissions permissions;
  private final Audit audit;

  Importing(Imports imports, BulkKeeping bulk, Permissions permissions, Audit audit) {
    this.imports = imports;
    this.bulk = bulk;
    this.permissions = permissions;
    this.audit = audit;
  }

  /** Where the table stands, as a person says it. */
  record Place(int sheet, int headFrom, int headTo) {}

  /**
   * @throws Forbidden when this person may write no record of anybody
   */
  void requireAnywhere(Actor.Staff actor) {
    if (!permissions.anywhere(actor.id(), RegisterKeeping.WRITE)) {
      throw new Forbidden(
          actor,
          RegisterKeeping.WRITE,
          "",
          "您无权登记台账，不能导入",
          "you may not write registers, and so not import into them");
    }
  }

  /**
   * One's own import of this register.
   *
   * @throws NotFound also when it is somebody else's
   */
  Import get(Register register, long id, Actor.Staff actor) {
    requireAnywhere(actor);
    return own(imports.find(register, id), actor);
  }

  private static Import own(Optional<Import> found, Actor.Staff actor) {
    return found
        .filter(one -> one.person() == actor.id())
        .orElseThrow(() -> new NotFound("没有这次导入", "there is no such import"));
  }

  /**
   * Takes a file in and checks it as it was proposed.
   *
   * @param name what its sender calls it; empty for a pasted block
   * @throws WrongField when it cannot be read, or holds no table
   */
  @Transactional
  public long begin(Register register, Path file, String name, String org, Actor.Staff actor) {
    requireAnywhere(actor);
    try (var workbook = open(file, name)) {
      var fields = SheetFields.of(register);
      var table =
          Table.propose(workbook, fields).stream()
              .findFirst()
              .orElseThrow(() ->
                  new WrongField("file", "文件里没有找到表头，请检查内容", "no heading was found in the file"));
      var layout = propose(register, workbook, table);
      var id = imports.add(register, actor.id(), name, digest(file), org, layout);
      imports.keep(id, file);
      check(register, own(imports.find(register, id), actor), workbook, actor);
      return id;
    } catch (UnreadableFile unreadable) {
      throw new WrongField("file", unreadable.chinese(), unreadable.english());
    }
  }

  private static Workbook open(Path file, String name) {
    try {
      return name.isEmpty() ? Workbook.pasted(Files.readString(file)) : Workbook.open(file, name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Layout propose(Register register, Workbook workbook, Table table) {
    return Layout.of(
        workbook,
        ColumnMapping.propose(
            table, SheetFields.of(register), imports.remembered(register, table.fingerprint())));
  }

  private static String digest(Path file) {
    try (var in =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      var _ = in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * Checks it anew, with another place or other columns; what was chosen is remembered for the next
   * file with such a heading.
   *
   * @param chosen by column; empty for a column that is left aside
   */
  @Transactional
  public void check(
      Register register,
      long id,
      Place place,
      Map<Integer, String> chosen,
      String org,
      Actor.Staff actor) {
    requireAnywhere(actor);
    var one = own(imports.lock(register, id), actor);
    requireOpen(one);
    var file = imports.file(id);
    try (var workbook = open(file, one.file())) {
      var was = one.layout();
      WrongField.unless(
          place.sheet >= 0 && place.sheet < workbook.sheets().size(),
          "sheet",
          "没有这张工作表",
          "there is no such sheet");
      var sheet = workbook.sheets().get(place.sheet);
      WrongField.unless(
          place.headFrom >= 1
              && place.headFrom <= Math.max(1, sheet.lastRow())
              && place.headTo <= place.headFrom + 9,
          "headFrom",
          "表头应在第 1 至 %d 行之间，最多十行".formatted(Math.max(1, sheet.lastRow())),
          "the heading stands in ten rows at most, between 1 and %d"
              .formatted(Math.max(1, sheet.lastRow())));
      var same =
          place.sheet == was.sheet()
              && place.headFrom == was.headFrom()
              && place.headTo == was.headTo();
      var layout =
          same
              ? was.choosing(chosen)
              : propose(
                  register,
                  workbook,
                  place.sheet == was.sheet()
                      ? Table.of(sheet, place.headFrom, place.headTo)
                      : Table.propose(sheet, SheetFields.of(register))
                          .orElseGet(() -> Table.of(sheet, place.headFrom, place.headTo)));
      requireOnce(register, layout);
      if (same) {
        imports.remember(
            register,
            layout.fingerprint(),
            layout.mapping(workbook, SheetFields.of(register)).toRemember());
      }
      check(register, with(one, layout, org), workbook, actor);
    } finally {
      delete(file);
    }
  }

  private static Import with(Import one, Layout layout, String org) {
    return new Import(
        one.id(),
        one.register(),
        one.person(),
        one.file(),
        one.digest(),
        org,
        layout,
        one.twin(),
        one.at(),
        one.takenAt(),
        one.undoneAt(),
        one.undoneWhy());
  }

  private static void requireOpen(Import one) {
    WrongField.unless(
        one.takenAt().isEmpty(), "", "这次导入已经完成", "this import has been taken already");
  }

  private static void requireOnce(Register register, Layout layout) {
    var taken = new HashMap<String, Layout.Column>();
    for (var column : layout.columns()) {
      var other = column.field().isEmpty() ? null : taken.put(column.field(), column);
      WrongField.unless(
          other == null,
          "c" + column.column(),
          "%s 列与 %s 列对应了同一个字段".formatted(other == null ? "" : other.letters(), column.letters()),
          "columns %s and %s stand for one field"
              .formatted(other == null ? "" : other.letters(), column.letters()));
      WrongField.unless(
          column.field().isEmpty()
              || SheetFields.of(register).stream().anyMatch(one -> one.id().equals(column.field())),
          "c" + column.column(),
          "没有这个字段",
          "there is no such field");
    }
  }

  static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void check(Register register, Import one, Workbook workbook, Actor.Staff actor) {
    imports.begin(one, imports.twin(register, one.digest()).map(Import::id));
    var batch = bulk.batch(register, one.org(), actor);
    var some = new ArrayList<Sent>(AT_ONCE);
    var mapping = one.layout().mapping(workbook, SheetFields.of(register));
    try (var rows = mapping.rows(workbook, LocalDate.now(Words.CHINA))) {
      rows.filter(row -> row.role() == Table.Role.DATA)
          .forEach(row -> {
            some.add(Sent.of(register, row));
            if (some.size() == AT_ONCE) {
              imports.stage(register, one, batch.plan(some));
              some.clear();
            }
          });
    }
    imports.stage(register, one, batch.plan(some));
  }

  /** Its wrong rows as the same sheet, each with what is wrong with it (退回表). */
  @Transactional(readOnly = true)
  public void wrongRows(Register register, long id, Actor.Staff actor, OutputStream out) {
    var one = get(register, id, actor);
    var file = imports.file(id);
    try (var workbook = open(file, one.file())) {
      WrongRows.write(workbook, one.layout().table(workbook), imports.notes(id), out);
    } finally {
      delete(file);
    }
  }

  /**
   * Writes what was checked into the register, in one transaction: all of it, or nothing. Taken
   * already, it stays as it is.
   *
   * @param partly whether rows that are wrong are left out; else they hinder all
   * @throws WrongField when rows are wrong and they may not be left out
   * @throws Stale when records changed since it was checked; it must be checked again
   * @throws cn.tongtu.ledger.ClosedMonth as settling does
   */
  @Transactional
  public void take(Register register, long id, boolean partly, Reason reason, Actor.Staff actor) {
    requireAnywhere(actor);
    bulk.lock(register);
    var one = own(imports.lock(register, id), actor);
    if (one.takenAt().isPresent()) {
      return;
    }
    var counts = imports.counts(id);
    requireTakeable(counts, partly);
    requireFirst(register, one);
    bulk.lock(register, imports.records(id));
    write(register, one, actor, reason);
    imports.taken(id);
    audit.changed(
        actor,
        RegisterKeeping.WRITE,
        Change.added(
            new RecordRef(RECORD, id),
            "",
            Map.of(
                "register", register.id(),
                "file", one.file(),
                "digest", one.digest(),
                "new", String.valueOf(counts.getOrDefault(Kind.NEW, 0L)),
                "changed", String.valueOf(counts.getOrDefault(Kind.CHANGED, 0L)))),
        reason.inFull());
  }

  private static void requireTakeable(Map<Kind, Long> counts, boolean partly) {
    var held = counts.getOrDefault(Kind.WRONG, 0L) + counts.getOrDefault(Kind.CONFLICT, 0L);
    WrongField.unless(
        partly || held == 0,
        "partly",
        "有 %d 行有错误或冲突：请改正后重新导入，或选择只导入无误的行".formatted(held),
        "%d rows are wrong or in conflict: mend them, or take only the good ones".formatted(held));
    WrongField.unless(
        counts.getOrDefault(Kind.NEW, 0L) + counts.getOrDefault(Kind.CHANGED, 0L) > 0,
        "",
        "没有需要写入的行",
        "there is nothing to write");
  }

  /** The same file may be taken twice knowingly, and not because two people did it at once. */
  private void requireFirst(Register register, Import one) {
    var twin = imports.twin(register, one.digest()).map(Import::id);
    if (!twin.equals(one.twin())) {
      throw new Stale("同一份文件刚刚已被导入，请重新核对", "the same file has just been taken; check it again");
    }
  }

  /**
   * Undoes it as a whole (撤销导入): what it brought is withdrawn, what it changed is as before, and
   * the ledger is settled. Undone already, it stays so.
   *
   * @throws WrongField when it was not taken, or it is not said why
   * @throws Refusal when anything that came later depends on one of its records; nothing is undone
   *     then
   * @throws cn.tongtu.ledger.ClosedMonth as settling does
   */
  @Transactional
  public void undo(Register register, long id, Reason reason, Actor.Staff actor) {
    requireAnywhere(actor);
    bulk.lock(register);
    var one = own(imports.lock(register, id), actor);
    WrongField.unless(one.takenAt().isPresent(), "", "这次导入还没有写入", "this import has not been taken");
    if (one.undoneAt().isPresent()) {
      return;
    }
    WrongField.unless(!reason.why().isBlank(), "why", "请写明撤销原因", "say why it is undone");
    var why = new Reason("撤销第 %d 批导入：%s".formatted(id, reason.why()), reason.revision());
    var brought = imports.brought(id);
    var all = new ArrayList<>(brought);
    all.addAll(imports.records(id));
    bulk.lock(register, all);
    var writing = bulk.writing(register, "", actor, why);
    // First these, for what is put back may have been given to them since.
    writing.withdraw(brought.stream().collect(Collectors.toMap(record -> record, _ -> 1)));
    putBack(register, one, writing, actor);
    writing.settle();
    imports.undone(id, reason.why());
    audit.changed(
        actor,
        RegisterKeeping.WRITE,
        new Change(
            new RecordRef(RECORD, id),
            "",
            Map.of("register", register.id(), "file", one.file()),
            Map.of("withdrawn", String.valueOf(brought.size()), "undone", reason.why())),
        why.inFull());
  }

  private void putBack(
      Register register, Import one, BulkKeeping.Writing writing, Actor.Staff actor) {
    var batch = bulk.batch(register, one.org(), actor);
    var held = new ArrayList<Long>();
    var below = 0;
    for (var rows = imports.altered(one.id(), below, AT_ONCE);
        !rows.isEmpty();
        rows = imports.altered(one.id(), below, AT_ONCE)) {
      var planned =
          batch.plan(
              rows.stream()
                  .map(row ->
                      Sent.back(register, row.row(), row.record(), row.revision(), row.before()))
                  .toList());
      planned.stream()
          .filter(row -> row.kind() != Kind.CHANGED)
          .forEach(row -> row.record().ifPresent(held::add));
      if (held.isEmpty()) {
        var _ = writing.write(planned);
      }
      below = rows.getLast().row();
    }
    BulkKeeping.requireNone(register, held, "导入之后已被更改或办理", "were changed or moved since");
  }

  /** Every row as it was checked, or nothing. */
  private void write(Register register, Import one, Actor.Staff actor, Reason reason) {
    var batch = bulk.batch(register, one.org(), actor);
    var writing = bulk.writing(register, one.file().isEmpty() ? "粘贴导入" : one.file(), actor, reason);
    var below = 0;
    var moved = 0;
    for (var rows = imports.writing(one.id(), below, AT_ONCE);
        !rows.isEmpty();
        rows = imports.writing(one.id(), below, AT_ONCE)) {
      var planned = batch.plan(rows.stream().map(Imports.Shown::sent).toList());
      for (int i = 0; i < rows.size(); i++) {
        moved += isAsChecked(rows.get(i), planned.get(i)) ? 0 : 1;
      }
      if (moved == 0) {
        imports.became(one.id(), writing.write(planned));
      }
      below = rows.getLast().row();
    }
    if (moved > 0) {
      throw new Stale(
          "核对之后有 %d 行对应的记录已被他人更新，请重新核对".formatted(moved),
          "the records of %d rows have changed since they were checked; check again"
              .formatted(moved));
    }
    writing.settle();
  }

  private static boolean isAsChecked(Imports.Shown seen, Planned now) {
    return now.kind() == seen.kind()
        && now.record().equals(seen.record())
        && now.revision().equals(seen.revision());
  }

  /** Kept in a file of its own until the transaction has it. */
  static Path received(InputStream content) {
    try {
      var file = Files.createTempFile("import", ".sheet");
      try (content;
          var out = Files.newOutputStream(file)) {
        var _ = content.transferTo(out);
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
