package cn.tongtu.testkit;

import cn.tongtu.shared.Structure;
import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Makes tables as the one does who is alone on a database (独占). */
public record Sole(HikariDataSource source) implements Structure {
  @Override
  public void change(List<String> statements) {
    statements.forEach(each -> JdbcClient.create(source).sql(each).update());
  }

  @Override
  public void requireSole() {}

  @Override
  public boolean alone(String statement) {
    // Not of the pool: all of its connections may be held by those who wait for this.
    var own =
        new DriverManagerDataSource(
            source.getJdbcUrl(), source.getUsername(), source.getPassword());
    return Structure.done(statement, own);
  }
}
