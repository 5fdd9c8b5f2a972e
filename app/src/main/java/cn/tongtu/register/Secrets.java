package cn.tongtu.register;

import cn.tongtu.identity.Audit;
import cn.tongtu.identity.Permissions;
import cn.tongtu.identity.PersonalData;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Forbidden;
import cn.tongtu.shared.Mistakes;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Words;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Optional;
import java.util.function.BiFunction;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tells what sensitive fields hold to whoever may read it and says why (查看敏感字段). */
@Component
public class Secrets {
  /** Whoever may do this reads sensitive fields of an organisation's records. */
  public static final String REVEAL = "register.reveal";

  private final Registers registers;
  private final Entries entries;
  private final PersonalData personal;
  private final Permissions permissions;
  private final Audit audit;

  Secrets(
      Registers registers,
      Entries entries,
      PersonalData personal,
      Permissions permissions,
      Audit audit) {
    this.registers = registers;
    this.entries = entries;
    this.personal = personal;
    this.permissions = permissions;
    this.audit = audit;
  }

  /**
   * What a record holds in a sensitive field; that it was read, and why, is an entry of the trail.
   *
   * @throws cn.tongtu.shared.Forbidden when this person may not read it
   * @throws cn.tongtu.shared.WrongField when no reason is given
   */
  @Transactional
  public String reveal(RecordRef record, String field, String why, Actor reader) {
    var register = registers.ofKind(record.kind()).orElseThrow(RegisterKeeping::nothing);
    var entry = entries.find(register, record.id()).orElseThrow(RegisterKeeping::nothing);
    var acting = permissions.require(reader, REVEAL, entry.org());
    requireWhy(why);
    if (!(entry.values().get(field) instanceof Secret secret)) {
      throw new NotFound("没有这项敏感内容", "there is nothing sensitive in " + field);
    }
    audit.read(
        acting,
        REVEAL,
        record,
        "查看%s：%s".formatted(register.field(field).label().chinese(), why.strip()));
    return clear(register, secret);
  }

  private static void requireWhy(String why) {
    var mistakes = new Mistakes();
    var _ = mistakes.needs("why", why, "请写明查看原因", "say why you read it");
    mistakes.tell();
  }

  private String clear(Register register, Secret secret) {
    return personal.reveal(secret.concealed(), Entries.place(register));
  }

  /**
   * Reads what some records hold, of the organisations for which this person may; the rest stays
   * masked. To be called in the transaction that notes the reading.
   */
  public BiFunction<Entry, String, Optional<String>> reading(
      Register register, String why, Actor.Staff reader) {
    if (!anywhere(register, reader)) {
      throw new Forbidden(
          reader, REVEAL, "", "您无权查看敏感内容，导出时会显示为掩码", "you may not read what is sensitive");
    }
    requireWhy(why);
    var today = LocalDate.now(Words.CHINA);
    var allowed = new HashMap<String, Boolean>();
    return (entry, field) ->
        entry.values().get(field) instanceof Secret secret
                && allowed.computeIfAbsent(
                    entry.org(), org -> permissions.may(reader.id(), REVEAL, org, today).allowed())
            ? Optional.of(clear(register, secret))
            : Optional.empty();
  }

  /** Whether this person may read anything sensitive of it, and there is any. */
  public boolean anywhere(Register register, Actor.Staff reader) {
    return register.fields().values().stream().anyMatch(Field::sensitive)
        && permissions.anywhere(reader.id(), REVEAL);
  }
}
