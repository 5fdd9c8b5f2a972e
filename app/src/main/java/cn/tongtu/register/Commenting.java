package cn.tongtu.register;

import cn.tongtu.identity.Audit;
import cn.tongtu.identity.Audit.Change;
import cn.tongtu.identity.Directory;
import cn.tongtu.identity.Permissions;
import cn.tongtu.register.view.EntryPage;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Mistakes;
import cn.tongtu.shared.Notices;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.Words;
import cn.tongtu.shared.WrongField;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Says something of a record (评论): whoever is named with @ is told. */
@Service
public class Commenting {
  static final String FIELD = EntryPage.COMMENT;

  private static final String ACTION = "register.comment";
  private static final int LONGEST = 2000;
  private static final Pattern NAMED = Pattern.compile("[@＠]([^\\s@＠，。、；：,;:!?！？（）()]+)");

  private final Registers registers;
  private final Entries entries;
  private final Comments comments;
  private final References references;
  private final Directory directory;
  private final Notices notices;
  private final Permissions permissions;
  private final Audit audit;

  Commenting(
      Registers registers,
      Entries entries,
      Comments comments,
      References references,
      Directory directory,
      Notices notices,
      Permissions permissions,
      Audit audit) {
    this.registers = registers;
    this.entries = entries;
    this.comments = comments;
    this.references = references;
    this.directory = directory;
    this.notices = notices;
    this.permissions = permissions;
    this.audit = audit;
  }

  /**
   * @throws cn.tongtu.shared.Forbidden when this person neither keeps nor checks such records
   * @throws WrongField when it says nothing or too much, or names somebody who is not known
   */
  @Transactional
  public void say(RecordRef record, String text, Actor.Staff actor) {
    var register = registers.ofKind(record.kind()).orElseThrow(RegisterKeeping::nothing);
    var entry = entries.find(register, record.id()).orElseThrow(RegisterKeeping::nothing);
    var mistakes =
        new Mistakes()
            .needs(FIELD, text, "请填写评论", "say something")
            .unless(
                text.length() <= LONGEST,
                FIELD,
                "最多 %d 字".formatted(LONGEST),
                "at most %d characters".formatted(LONGEST));
    var acting = permissions.require(actor, action(actor, entry.org()), entry.org());
    var named = new LinkedHashSet<String>();
    var names = references.names();
    NAMED
        .matcher(text)
        .results()
        .forEach(found ->
            mistakes.read(FIELD, () -> person(names, found.group(1))).ifPresent(named::add));
    mistakes.tell();
    comments.add(register, entry.id(), actor.id(), actor.name(), text.strip());
    var title = register.titleOf(entry);
    for (var account : named) {
      directory
          .find(account)
          .filter(member -> member.id() != actor.id())
          .ifPresent(member ->
              notices.tell(
                  member.id(),
                  new Label(
                      actor.name() + " 在“" + title + "”的评论中提到您",
                      actor.name() + " named you in a comment on “" + title + "”"),
                  register.href(entry) + "#comments"));
    }
    audit.changed(
        acting, ACTION, Change.added(record, entry.org(), Map.of(FIELD, text.strip())), "评论");
  }

  /** Whoever keeps or checks an organisation's records talks about them. */
  private String action(Actor.Staff actor, String org) {
    var today = LocalDate.now(Words.CHINA);
    return permissions.may(actor.id(), RegisterWork.CHECK, org, today).allowed()
        ? RegisterWork.CHECK
        : RegisterKeeping.WRITE;
  }

  private static String person(Names names, String text) {
    try {
      return (String) names.meant(new FieldType.Person(), text);
    } catch (Refusal refusal) {
      throw new Refusal(
          "@" + text + "：" + refusal.chinese(), "@" + text + ": " + refusal.english());
    }
  }
}
