package cn.tongtu.database;

import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
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
  DataSource dataSource(Server server) {
    var pool = server.address().connect(CONNECTIONS);
    Migrations.ofAllModules().run(pool);
    return pool;
  }
}
