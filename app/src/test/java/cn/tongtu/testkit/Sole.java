package cn.tongtu.testkit;

import cn.tongtu.shared.Structure;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes tables as the one does who is alone on a database (独占). */
public record Sole(JdbcClient db) implements Structure {
  @Override
  public void change(List<String> statements) {
    statements.forEach(each -> db.sql(each).update());
  }

  @Override
  public void requireSole() {}
}
