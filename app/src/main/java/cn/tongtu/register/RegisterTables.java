package cn.tongtu.register;

import cn.tongtu.shared.Structure;
import java.util.HashSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
  private final Structure structure;

  RegisterTables(Registers registers, JdbcClient db, Structure structure) {
    this.registers = registers;
    this.db = db;
    this.structure = structure;
  }

  @Override
  public void afterPropertiesSet() {
    structure.change(registers.list().stream().flatMap(this::missing).toList());
  }

  private Stream<String> missing(Register register) {
    var columns =
        new HashSet<>(
            db.sql(
                    "select column_name from information_schema.columns where table_schema = 'register' and table_name = ?")
                .param("r_" + register.id())
                .query(String.class)
                .list());
    if (columns.isEmpty()) {
      return Stream.of(
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
                      .collect(Collectors.joining(", "))));
    }
    return register.fields().values().stream()
        .filter(field -> !columns.contains(field.id()))
        .map(field ->
            "alter table %s add column if not exists %s %s"
                .formatted(register.table(), field.id(), field.type().column()));
  }
}
