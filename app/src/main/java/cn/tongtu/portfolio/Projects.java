package cn.tongtu.portfolio;

import cn.tongtu.engine.value.Money;
import cn.tongtu.portfolio.Project.Classification;
import cn.tongtu.portfolio.Project.KeyMembership;
import cn.tongtu.portfolio.Project.Origin;
import cn.tongtu.portfolio.Project.ProjectClass;
import cn.tongtu.shared.Refusal;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of projects, their history, plans, filings and milestones. */
@Repository
class Projects {
  private final JdbcClient db;

  Projects(JdbcClient db) {
    this.db = db;
  }

  /** Takes the project's row lock first; whatever is decided on its history is decided after. */
  Project lock(String code) {
    db.sql("select id from portfolio.project where code = ? for update")
        .param(code)
        .query(Long.class)
        .optional();
    return get(code);
  }

  Project get(String code) {
    return find(code).orElseThrow(() -> new Refusal("没有这个项目：" + code, "no such project: " + code));
  }

  Optional<Project> find(String code) {
    return db.sql("select * from portfolio.project where code = ?")
        .param(code)
        .query((rs, _) -> project(rs))
        .optional();
  }

  Optional<Project> find(long id) {
    return db.sql("select * from portfolio.project where id = ?")
        .param(id)
        .query((rs, _) -> project(rs))
        .optional();
  }

  List<Project> list() {
    // Three queries for all of them instead of two more for each.
    var classes = histories("classification", "from_day", Projects::classification);
    var keys = histories("key_membership", "from_day", Projects::key);
    return db.sql("select * from portfolio.project order by org, id")
        .query((rs, _) ->
            project(
                rs,
                classes.getOrDefault(rs.getLong("id"), List.of()),
                keys.getOrDefault(rs.getLong("id"), List.of())))
        .list();
  }

  Optional<String> name(String code) {
    return db.sql("select name from portfolio.project where code = ?")
        .param(code)
        .query(String.class)
        .optional();
  }

  /** A project by its code and name (项目名录). */
  record Called(String code, String name) {}

  /** Those of this name or alias. */
  List<Called> called(String name) {
    return db.sql(
            """
            select code, name from portfolio.project
             where name = :name or id in (select project from portfolio.alias where alias = :name)
             order by code
            """)
        .param("name", name)
        .query(Called.class)
        .list();
  }

  /** Some whose code or name contains this. */
  List<Called> containing(String part, int most) {
    return db.sql(
            """
            select code, name from portfolio.project
             where strpos(lower(code || ' ' || name), lower(:part)) > 0 order by code limit :most
            """)
        .param("part", part)
        .param("most", most)
        .query(Called.class)
        .list();
  }

  long add(Portfolio.Draft draft) {
    Refusal.unless(
        find(draft.code()).isEmpty(),
        "项目编号已存在：" + draft.code(),
        "the code is taken: " + draft.code());
    var id =
        db.sql(
                """
                insert into portfolio.project (code, name, org, mode, origin, estimate, source, note, invented)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?) returning id
                """)
            .params(
                Arrays.asList(
                    draft.code(),
                    draft.name(),
                    draft.org(),
                    draft.mode(),
                    Origin.of(draft.origin()).label(),
                    draft.estimate().map(Money::yuan).orElse(null),
                    draft.source(),
                    draft.note(),
                    draft.invented()))
            .query(Long.class)
            .single();
    for (var alias : draft.aliases()) {
      var added =
          db.sql(
                  "insert into portfolio.alias (alias, project) values (?, ?) on conflict do nothing")
              .params(alias, id)
              .update();
      Refusal.unless(added == 1, "别名已属于另一项目：" + alias, "the alias is another project's: " + alias);
    }
    return id;
  }

  List<String> aliases(long project) {
    return db.sql("select alias from portfolio.alias where project = ? order by alias")
        .param(project)
        .query(String.class)
        .list();
  }

  /** The projects that are also called something with this in it. */
  List<Long> withAlias(String part) {
    return db.sql(
            "select distinct project from portfolio.alias where strpos(lower(alias), lower(?)) > 0")
        .param(part)
        .query(Long.class)
        .list();
  }

  void addClassification(
      long project, Classification classification, String source, boolean invented) {
    db.sql(
            """
            insert into portfolio.classification (project, class, from_day, instruction, source, invented)
            values (?, ?, ?, ?, ?, ?)
            """)
        .params(
            project,
            classification.projectClass().label(),
            classification.from(),
            classification.instruction(),
            source,
            invented)
        .update();
  }

  void addKeyMembership(long project, KeyMembership key, String source, boolean invented) {
    db.sql(
            """
            insert into portfolio.key_membership (project, list, from_day, to_day, source, invented)
            values (?, ?, ?, ?, ?, ?)
            """)
        .params(
            Arrays.asList(project, key.list(), key.from(), key.to().orElse(null), source, invented))
        .update();
  }

  void addPlan(long project, Plan plan, String source) {
    db.sql(
            """
            insert into portfolio.plan (project, year, amount, set_on, paper, source, invented)
            values (?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            project,
            plan.year(),
            plan.amount().yuan(),
            plan.setOn(),
            plan.paper(),
            source,
            plan.invented())
        .update();
  }

  long addFiling(long project, LocalDate month, Money amount, String source, boolean invented) {
    return db.sql(
            """
            insert into portfolio.filing (project, month, amount, source, invented)
            values (?, ?, ?, ?, ?) on conflict do nothing returning id
            """)
        .params(project, month, amount.yuan(), source, invented)
        .query(Long.class)
        .optional()
        .orElseThrow(() ->
            new Refusal(
                "该月已填报，请改用更正：" + month, "this month is filed already, correct it: " + month));
  }

  /** Takes the filing's row lock and reads it after. */
  Optional<Filing> lockFiling(long id) {
    db.sql("select id from portfolio.filing where id = ? for update")
        .param(id)
        .query(Long.class)
        .optional();
    return findFiling(id);
  }

  Optional<Filing> findFiling(long id) {
    return db.sql("select * from portfolio.filing where id = ?")
        .param(id)
        .query((rs, _) -> filing(rs))
        .optional();
  }

  void putFiling(long id, Money amount) {
    db.sql("update portfolio.filing set amount = ?, rev = rev + 1 where id = ?")
        .params(amount.yuan(), id)
        .update();
  }

  void addMilestone(long project, Milestone milestone, String source) {
    db.sql(
            """
            insert into portfolio.milestone (project, kind, due_on, done_on, source, invented)
            values (?, ?, ?, ?, ?, ?)
            """)
        .params(
            Arrays.asList(
                project,
                milestone.kind(),
                milestone.dueOn().orElse(null),
                milestone.doneOn().orElse(null),
                source,
                milestone.invented()))
        .update();
  }

  List<Plan> plans(long project) {
    return db.sql("select * from portfolio.plan where project = ? order by year, set_on")
        .param(project)
        .query((rs, _) -> plan(rs))
        .list();
  }

  List<Filing> filings(long project) {
    return db.sql("select * from portfolio.filing where project = ? order by month")
        .param(project)
        .query((rs, _) -> filing(rs))
        .list();
  }

  List<Milestone> milestones(long project) {
    return db.sql(
            "select * from portfolio.milestone where project = ? order by coalesce(done_on, due_on), id")
        .param(project)
        .query((rs, _) -> milestone(rs))
        .list();
  }

  /**
   * The project that a plan, filing or milestone belongs to; {@code table} is one of these three.
   */
  Optional<Project> owner(String table, long id) {
    return db.sql(
            "select p.* from portfolio.project p join portfolio.%s r on r.project = p.id where r.id = ?"
                .formatted(table))
        .param(id)
        .query((rs, _) -> project(rs))
        .optional();
  }

  /** How many of these were made up; {@code table} is one of this schema's. */
  long invented(String table, Collection<Long> ids) {
    return db.sql(
            "select count(*) from portfolio.%s where invented and id = any (?)".formatted(table))
        .param(ids.toArray(Long[]::new))
        .query(Long.class)
        .single();
  }

  /** Where the fact of a plan, filing, milestone came from. */
  String source(String table, long id) {
    return db.sql("select source from portfolio.%s where id = ?".formatted(table))
        .param(id)
        .query(String.class)
        .single();
  }

  private <T> Map<Long, List<T>> histories(String table, String order, RowMapper<T> mapper) {
    var histories = new LinkedHashMap<Long, List<T>>();
    db.sql("select * from portfolio.%s order by %s".formatted(table, order))
        .query(rs -> {
          var step = mapper.mapRow(rs, rs.getRow());
          if (step != null) {
            histories.computeIfAbsent(rs.getLong("project"), _ -> new ArrayList<>()).add(step);
          }
        });
    return histories;
  }

  private static Classification classification(ResultSet rs, int row) throws SQLException {
    return new Classification(
        ProjectClass.of(rs.getString("class")),
        rs.getObject("from_day", LocalDate.class),
        rs.getString("instruction"));
  }

  private static KeyMembership key(ResultSet rs, int row) throws SQLException {
    return new KeyMembership(
        rs.getString("list"),
        rs.getObject("from_day", LocalDate.class),
        Optional.ofNullable(rs.getObject("to_day", LocalDate.class)));
  }

  private Project project(ResultSet rs) throws SQLException {
    var id = rs.getLong("id");
    return project(
        rs,
        db.sql("select * from portfolio.classification where project = ? order by from_day")
            .param(id)
            .query(Projects::classification)
            .list(),
        db.sql("select * from portfolio.key_membership where project = ? order by from_day")
            .param(id)
            .query(Projects::key)
            .list());
  }

  private static Project project(
      ResultSet rs, List<Classification> classifications, List<KeyMembership> keys)
      throws SQLException {
    var estimate = (@Nullable BigDecimal) rs.getBigDecimal("estimate");
    return new Project(
        rs.getLong("id"),
        rs.getString("code"),
        rs.getString("name"),
        rs.getString("org"),
        rs.getString("mode"),
        Origin.of(rs.getString("origin")),
        Optional.ofNullable(estimate).map(Money::new),
        classifications,
        keys,
        rs.getString("source"),
        rs.getString("note"),
        rs.getBoolean("invented"));
  }

  private static Plan plan(ResultSet rs) throws SQLException {
    return new Plan(
        rs.getLong("id"),
        rs.getInt("year"),
        new Money(rs.getBigDecimal("amount")),
        rs.getObject("set_on", LocalDate.class),
        rs.getString("paper"),
        rs.getBoolean("invented"));
  }

  private static Filing filing(ResultSet rs) throws SQLException {
    return new Filing(
        rs.getLong("id"),
        rs.getObject("month", LocalDate.class),
        new Money(rs.getBigDecimal("amount")),
        rs.getInt("rev"),
        rs.getString("source"),
        rs.getBoolean("invented"));
  }

  private static Milestone milestone(ResultSet rs) throws SQLException {
    return new Milestone(
        rs.getLong("id"),
        rs.getString("kind"),
        Optional.ofNullable(rs.getObject("due_on", LocalDate.class)),
        Optional.ofNullable(rs.getObject("done_on", LocalDate.class)),
        rs.getBoolean("invented"));
  }
}
