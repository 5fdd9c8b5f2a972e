package cn.tongtu.database;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.shared.StartupProblem;
import org.junit.jupiter.api.Test;

class ServerAddressTest {
  @Test
  void saysWhichServerCannotBeReachedButNoPassword() {
    var nowhere =
        new ServerAddress("jdbc:postgresql://127.0.0.1:1/county?password=secret", "someone", null);

    assertThatThrownBy(() -> nowhere.connect(1))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContainingAll("127.0.0.1:1/county", "TONGTU_DB_URL")
        .extracting(Throwable::getMessage, org.assertj.core.api.InstanceOfAssertFactories.STRING)
        .doesNotContain("secret");
  }

  @Test
  void refusesAUrlThatIsNoPostgresqlOne() {
    assertThatThrownBy(() -> new ServerAddress("mysql://host/county", null, null))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining("mysql://host/county");
  }
}
