package cn.tongtu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServedAtTest {
  @Test
  void whereItListensIsWhereItIsOpened() {
    assertThat(ServedAt.of("192.0.2.7", "8085").here()).isEqualTo("http://192.0.2.7:8085");
    assertThat(ServedAt.of("192.0.2.7", "8085").elsewhere()).isEmpty();
    assertThat(ServedAt.of("::1", "80").here()).isEqualTo("http://[0:0:0:0:0:0:0:1]:80");
  }

  @Test
  void nobodyCanOpenAllAddresses() {
    for (var every : new String[] {"0.0.0.0", "::"}) {
      var served = ServedAt.of(every, "8085");
      assertThat(served.here()).isEqualTo("http://127.0.0.1:8085");
      assertThat(served.elsewhere())
          .allSatisfy(url ->
              assertThat(url).matches("http://[0-9.]+:8085").doesNotContain("//0.", "//127."));
    }
  }
}
