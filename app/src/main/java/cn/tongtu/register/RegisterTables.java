package cn.tongtu.register;

import java.util.HashSet;
import java.util.stream.Collectors;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Makes the tables follow the declarations (发布). It knows two verbs, create a table and add a
 * column; there is no way to drop or retype anything.
 */
@Component
class RegisterTables implements InitializingBean {
  private final Registers registers;
  private final JdbcClient db;

  RegisterTables(Registers registers, JdbcClient db) {
    this.registers = registers;
    this.db = db;
  }

  @Override
  public void afterPropertiesSet() {
    registers.list().forEach(this::publish);
  }

  private void publish(Register register) {
    var columns =
        new HashSet<>(
            db.sql(
                    "select column_name from information_schema.columns where table_schema = 'register' and table_name = ?")
                .param("r_" + register.id())
                .query(String.class)
                .list());
    if (columns.isEmpty()) {
      db.sql(
              """
              create table if not exists %s (
                id bigint generated always as identity primary key,
                org text not null,
                source text not null,
                note text not null,
                invented boolean not null,
                %s)
              """
                  .formatted(
                      register.table(),
                      register.fields().values().stream()
                          .map(field -> field.id() + " " + field.type().column())
                          .collect(Collectors.joining(", "))))
          .update();
      return;
    }
    register.fields().values().stream()
        .filter(field -> !columns.contains(field.id()))
        .forEach(field ->
            db.sql(
                    "alter table %s add column if not exists %s %s"
                        .formatted(register.table(), field.id(), field.type().column()))
                .update());
  }
}
