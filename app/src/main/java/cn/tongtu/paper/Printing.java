package cn.tongtu.paper;

import cn.tongtu.identity.Audit;
import cn.tongtu.identity.Organisations;
import cn.tongtu.identity.Permissions;
import cn.tongtu.paper.Papers.Paper;
import cn.tongtu.register.Entry;
import cn.tongtu.register.RegisterKeeping;
import cn.tongtu.register.RegisterReading;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.Words;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Prints records on papers and keeps what was printed (文书打印): a print never changes. */
@Service
class Printing {
  private static final String PRINT = "paper.print";

  private final Papers papers;
  private final RegisterReading reading;
  private final Organisations organisations;
  private final Permissions permissions;
  private final Audit audit;
  private final JdbcClient db;

  Printing(
      Papers papers,
      RegisterReading reading,
      Organisations organisations,
      Permissions permissions,
      Audit audit,
      JdbcClient db) {
    this.papers = papers;
    this.reading = reading;
    this.organisations = organisations;
    this.permissions = permissions;
    this.audit = audit;
    this.db = db;
  }

  /** What was printed (已打印的文书). */
  record Printed(long id, String paper, Label label, Instant at, String who, int revision) {}

  /**
   * @throws Refusal when the record does not stand where it is printed
   */
  @Transactional
  public long print(String id, RecordRef record, Actor.Staff actor) {
    var paper =
        papers
            .find(id)
            .filter(one -> one.register().recordKind().equals(record.kind()))
            .orElseThrow(() -> new NotFound("没有这种文书", "there is no such paper"));
    var entry = entry(paper, record.id());
    var acting = permissions.require(actor, RegisterKeeping.WRITE, entry.org());
    Refusal.unless(
        paper.printedIn(entry.state()),
        "%s在“%s”时才能打印".formatted(paper.label().chinese(), paper.when().chinese()),
        "%s is printed when the record is: %s"
            .formatted(paper.label().english(), paper.when().english()));
    var said = said(paper, entry, actor);
    var content = Form.filled(paper.template().content(), mark -> said.getOrDefault(mark, ""));
    audit.read(acting, PRINT, record, "打印" + paper.label().chinese());
    return db.sql(
            """
            insert into paper.printed (paper, chinese, english, register, record, revision, person, actor, content)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?) returning id
            """)
        .params(
            paper.id(),
            paper.label().chinese(),
            paper.label().english(),
            paper.register().id(),
            entry.id(),
            entry.revision(),
            actor.id(),
            actor.name(),
            content)
        .query(Long.class)
        .single();
  }

  private Entry entry(Paper paper, long record) {
    return reading
        .find(paper.register(), record)
        .orElseThrow(() -> new NotFound("没有这条记录", "there is no such record"));
  }

  private Map<String, String> said(Paper paper, Entry entry, Actor.Staff actor) {
    var said = new HashMap<>(reading.printed(paper.register(), entry));
    said.putIfAbsent(
        "org", organisations.find(entry.org()).map(org -> org.name()).orElse(entry.org()));
    said.putIfAbsent("number", entry.number().orElse(""));
    said.putIfAbsent("title", paper.register().titleOf(entry));
    said.put("revision", String.valueOf(entry.revision()));
    said.put("printed.on", day(LocalDate.now(Words.CHINA)));
    said.put("printed.by", actor.name());
    return said;
  }

  static String day(LocalDate day) {
    return "%d年%d月%d日".formatted(day.getYear(), day.getMonthValue(), day.getDayOfMonth());
  }

  /** The latest first. */
  List<Printed> of(String register, long record) {
    return db.sql(
            "select id, paper, chinese, english, at, actor, revision from paper.printed where register = ? and record = ? order by id desc")
        .params(register, record)
        .query((rs, _) ->
            new Printed(
                rs.getLong("id"),
                rs.getString("paper"),
                new Label(rs.getString("chinese"), rs.getString("english")),
                Objects.requireNonNull(rs.getTimestamp("at")).toInstant(),
                rs.getString("actor"),
                rs.getInt("revision")))
        .list();
  }

  byte[] content(String register, long record, long id) {
    return db.sql("select content from paper.printed where id = ? and register = ? and record = ?")
        .params(id, register, record)
        .query((rs, _) -> Objects.requireNonNull(rs.getBytes(1)))
        .optional()
        .orElseThrow(() -> new NotFound("没有这份文书", "there is no such paper"));
  }
}
