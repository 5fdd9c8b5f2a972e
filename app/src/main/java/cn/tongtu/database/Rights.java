package cn.tongtu.database;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The rights of the application's role (应用角色的权限). It owns nothing, so it can switch no trigger off;
 * a table that has a trigger {@code …_is_append_only} it may only read and add to, and what a row's
 * number and moment of writing are it may not say. Postings it may only settle.
 */
record Rights(JdbcClient db, String role) {
  private static final List<String> BY_FUNCTION_ONLY = List.of("ledger.posting");
  private static final String APPEND_ONLY =
      """
      select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = any (?) and c.relkind in ('r', 'p') and not c.relispartition
         and exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname like '%\\_is\\_append\\_only')
       order by 1
      """;

  /** Its password may have been another one: a data directory can be put together by hand. */
  static void makeRole(JdbcClient db, ServerAddress application) {
    var name = application.name();
    var known =
        db.sql("select exists (select from pg_roles where rolname = ?)")
            .param(name)
            .query(Boolean.class)
            .single();
    if (!known) {
      db.sql("create role " + name + " login").update();
    }
    db.sql(
            "alter role %s nosuperuser nocreaterole nocreatedb password '%s'"
                .formatted(name, application.password()))
        .update();
  }

  /** Whether the role is bound by what was granted to it. */
  boolean stands() {
    return db.sql(
            """
            select not r.rolsuper and not pg_has_role(r.oid, c.relowner, 'member')
              from pg_roles r, pg_class c where r.rolname = ? and c.oid = 'ledger.posting'::regclass
            """)
        .param(role)
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  void grant(List<String> modules) {
    schemas(modules).forEach(this::ordinary);
    appendOnly(modules).forEach(this::addOnly);
    BY_FUNCTION_ONLY.forEach(table -> run("revoke insert on %s from %s".formatted(table, name())));
    // They do the owner's work for whoever calls them: nothing is posted but by settling.
    functions()
        .forEach(function ->
            run(
                "alter function %s security definer set search_path = pg_catalog, pg_temp"
                    .formatted(function)));
  }

  private List<String> functions() {
    return db.sql(
            """
            select oid::regprocedure::text from pg_proc
             where pronamespace = 'ledger'::regnamespace and proname in ('make_year', 'settle', 'settle_loaded', 'begin_loading', 'end_loading')
             order by 1
            """)
        .query(String.class)
        .list();
  }

  private List<String> schemas(List<String> modules) {
    return db.sql("select nspname from pg_namespace where nspname = any (?) order by 1")
        .param(modules.toArray(String[]::new))
        .query(String.class)
        .list();
  }

  List<String> appendOnly(List<String> modules) {
    return db.sql(APPEND_ONLY).param(modules.toArray(String[]::new)).query(String.class).list();
  }

  private void ordinary(String schema) {
    run("revoke all on all tables in schema %s from %s".formatted(schema, name()));
    run("grant usage on schema %s to %s".formatted(schema, name()));
    run("grant select on all tables in schema %s to %s".formatted(schema, name()));
    run("grant select on all sequences in schema %s to %s".formatted(schema, name()));
    db.sql(
            """
            select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where n.nspname = ? and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'migration'
            """)
        .param(schema)
        .query(String.class)
        .list()
        .forEach(table -> run("grant insert, update, delete on %s to %s".formatted(table, name())));
  }

  private void addOnly(String table) {
    run("revoke insert, update, delete on %s from %s".formatted(table, name()));
    run("grant insert (%s) on %s to %s".formatted(writable(table), table, name()));
  }

  /** All columns but those that number a row and take its time. */
  private String writable(String table) {
    return db.sql(
            """
            select string_agg(quote_ident(a.attname), ', ' order by a.attnum)
              from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
             where a.attrelid = ?::regclass and a.attnum > 0 and not a.attisdropped and a.attidentity = ''
               and coalesce(pg_get_expr(d.adbin, d.adrelid), '') <> 'clock_timestamp()'
            """)
        .param(table)
        .query(String.class)
        .single();
  }

  private String name() {
    return '"' + role.replace("\"", "\"\"") + '"';
  }

  private void run(String statement) {
    db.sql(statement).update();
  }
}
