package cn.tongtu.database;

import cn.tongtu.shared.Label;
import cn.tongtu.shared.StartNotice;
import cn.tongtu.shared.Structure;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {
  private static final int CONNECTIONS = 10;

  @Bean
  Server server(Environment settings) {
    return Server.chosenBy(settings);
  }

  /** Migrates before it hands the DataSource out, so that nobody can read too early. */
  @Bean
  HikariDataSource connections(Server server) {
    new Owner(server).prepare(Migrations.ofAllModules());
    return server.application().connect(CONNECTIONS);
  }

  @Bean
  @Primary
  DataSource dataSource(
      HikariDataSource connections, @Value("${tongtu.slow-sql:500ms}") Duration slow) {
    return SlowStatements.watched(connections, slow);
  }

  @Bean
  Structure structure(Server server) {
    return new Owner(server);
  }

  @Bean
  StartNotice unguarded(Server server) {
    return _ -> {
      var gap = new Owner(server).gap();
      return gap.isEmpty()
          ? List.of()
          : List.of(
              new Label(
                  "注意：应用以能修改和删除记账、审计的角色连接数据库（%s）。请按 README“自备数据库”分设两个角色。"
                      .formatted(gap.get().chinese()),
                  "Note: the application connects in a role that can change and delete postings and audit entries (%s). Set up two roles as the README says under \"A database of your own\"."
                      .formatted(gap.get().english())));
    };
  }
}
