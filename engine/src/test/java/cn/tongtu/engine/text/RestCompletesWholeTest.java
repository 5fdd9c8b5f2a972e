package cn.tongtu.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestCompletesWholeTest {
  private final Rule rule = new RestCompletesWhole();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "改造路口9处，已完成6处，剩余3处正在施工。|OK 9处",
        "改造路口9处，已完成6处，剩余2处正在施工。|MISMATCH 8处",
        "改造路口X处，已完成6处，其余3处正在施工。|INFERABLE 9处",
        "改造路口9处，已完成6处，其余X处正在施工。|INFERABLE 3处"
      })
  void addsDoneAndRemaining(String text, String verdict) {
    assertThat(Checking.verdicts(rule, text)).containsExactly(verdict);
  }

  @ParameterizedTest
  @ValueSource(strings = {"改造路口9处，已完成X处，剩余XX处。", "改造路口9处，新增2处、已完成6处，剩余4处。", "改造10余处，已完成6处，剩余3处。"})
  void keepsSilentWhereNothingIsCertain(String text) {
    assertThat(Checking.verdicts(rule, text)).isEmpty();
  }
}
