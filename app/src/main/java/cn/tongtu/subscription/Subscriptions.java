package cn.tongtu.subscription;

import cn.tongtu.register.Entry;
import cn.tongtu.register.EntrySearch;
import cn.tongtu.register.Register;
import cn.tongtu.register.RegisterReading;
import cn.tongtu.register.Registers;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.WrongField;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Who wants to be told of what in the registers (订阅). */
@Repository
class Subscriptions {
  private static final int MOST = 50;
  private static final int LONGEST = 500;
  private static final Pattern ADDRESS =
      Pattern.compile("/registers/([a-z][a-z0-9_]*)(?:/(\\d{1,18}))?(?:\\?(.*))?");

  private final JdbcClient db;
  private final Registers registers;
  private final RegisterReading reading;

  Subscriptions(JdbcClient db, Registers registers, RegisterReading reading) {
    this.db = db;
    this.registers = registers;
    this.reading = reading;
  }

  /**
   * Of a register, of what a search finds in it, or of one record (订阅).
   *
   * @param query the search as an address has it; empty for everything
   */
  record Subscription(long id, long person, String register, Optional<Long> record, String query) {
    String href() {
      return "/registers/"
          + register
          + record.map(id -> "/" + id).orElse("")
          + (query.isEmpty() ? "" : "?" + query);
    }

    String listener() {
      return "subscription " + id;
    }
  }

  /**
   * What an address means.
   *
   * @throws Refusal when it is none of a register's, or its search makes no sense
   */
  Subscription meant(String address, long person) {
    var parts = ADDRESS.matcher(address);
    WrongField.unless(
        parts.matches() && address.length() <= LONGEST,
        "of",
        "只能订阅台账、筛选结果或一条记录",
        "one subscribes to a register, to what a search finds, or to a record");
    var register = registers.get(parts.group(1));
    var record = Optional.ofNullable(parts.group(2)).map(Long::valueOf);
    if (record.filter(id -> reading.find(register, id).isEmpty()).isPresent()) {
      throw new NotFound("没有这条记录", "there is no such record");
    }
    var query = record.isPresent() ? "" : Optional.ofNullable(parts.group(3)).orElse("");
    return new Subscription(0, person, register.id(), record, told(search(register, query), query));
  }

  private static String told(EntrySearch search, String query) {
    return search.isEverything() ? "" : query;
  }

  EntrySearch search(Register register, String query) {
    Map<String, String> asked = new LinkedHashMap<>();
    for (var pair : query.split("&")) {
      var cut = pair.indexOf('=');
      if (cut > 0) {
        asked.put(decoded(pair.substring(0, cut)), decoded(pair.substring(cut + 1)));
      }
    }
    var search = EntrySearch.asked(register, asked);
    // Whether its filters can be read is found out now and not when something happens.
    var _ = reading.found(search, List.of());
    return search;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw new WrongField("of", "地址有误", "the address is malformed");
    }
  }

  /** Both languages, as a page names it. */
  Label words(Subscription of) {
    var register = registers.get(of.register);
    if (of.record.isPresent()) {
      var title =
          reading
              .find(register, of.record.get())
              .map(register::titleOf)
              .orElse("#" + of.record.get());
      return new Label(register.label() + "：" + title, register.english() + ": " + title);
    }
    var search = search(register, of.query).words();
    return search.chinese().isEmpty()
        ? register.name()
        : new Label(
            register.label() + "：" + search.chinese(),
            register.english() + ": " + search.english());
  }

  @Transactional
  public void add(String address, Actor.Staff person) {
    var meant = meant(address, person.id());
    db.sql("select id from identity.person where id = ? for update")
        .param(person.id())
        .query(Long.class)
        .single();
    WrongField.unless(
        of(person.id()).size() < MOST,
        "of",
        "最多订阅 %d 项，请先取消一些".formatted(MOST),
        "at most %d; end some first".formatted(MOST));
    db.sql(
            "insert into subscription.subscription (person, register, record, query) values (?, ?, ?, ?) on conflict do nothing")
        .params(Arrays.asList(person.id(), meant.register, meant.record.orElse(null), meant.query))
        .update();
  }

  @Transactional
  public void end(long id, Actor.Staff person) {
    var ended =
        db.sql("delete from subscription.subscription where id = ? and person = ?")
            .params(id, person.id())
            .update();
    if (ended == 0) {
      throw new NotFound("没有这项订阅", "there is no such subscription");
    }
  }

  List<Subscription> of(long person) {
    return db.sql("select * from subscription.subscription where person = ? order by id desc")
        .param(person)
        .query((rs, _) -> subscription(rs))
        .list();
  }

  List<Subscription> to(Register register) {
    return db.sql("select * from subscription.subscription where register = ? order by id")
        .param(register.id())
        .query((rs, _) -> subscription(rs))
        .list();
  }

  /** Those of these that this listener was not told to be overdue; told from now on. */
  List<Entry> newlyOverdue(String listener, Register register, List<Entry> overdue) {
    var due = register.deadline().orElseThrow();
    return overdue.stream()
        .filter(entry ->
            db.sql(
                        "insert into subscription.overdue (listener, register, record, due_on) values (?, ?, ?, ?) on conflict do nothing")
                    .params(
                        listener,
                        register.id(),
                        entry.id(),
                        Objects.requireNonNull(entry.values().get(due)))
                    .update()
                == 1)
        .toList();
  }

  private static Subscription subscription(ResultSet rs) throws SQLException {
    return new Subscription(
        rs.getLong("id"),
        rs.getLong("person"),
        rs.getString("register"),
        Optional.ofNullable(rs.getObject("record", Long.class)),
        rs.getString("query"));
  }
}
