package cn.tongtu.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateOfDoneTest {
  private final Rule rule = new RateOfDone();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "排查隐患120处，整改118处，整改率98.3%。|OK 98.3%",
        "排查隐患120处，整改118处，整改率93.8%。|MISMATCH 98.3%",
        "收到建议28件，其中主办15件、协办13件，办结28件，办结率100%。|OK 100%",
        "受理事项60件，其中甲类20件、乙类40件，办结45件，办结率75%。|OK 75%",
        "计划投资9.4亿元，完成投资7.1亿元，投资完成率75%。|MISMATCH 76%",
        "新建项目中11个已开工，开工率69%。|INFERABLE 16个",
        "上半年完成投资5亿元，完成率40%。|INFERABLE 11.1111亿元至13.9241亿元",
        "今年2个项目开工，开工率66%。|MISMATCH 3个",
        "今年7个项目开工，开工率99%。|MISMATCH ''"
      })
  void comparesTheRateWithWhatWasDone(String text, String verdict) {
    assertThat(Checking.verdicts(rule, text).stream().map(String::strip))
        .containsExactly(verdict.replace("''", "").strip());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "监测车辆210辆，合格率97%。",
        "续建项目复工率100%。",
        "办结XX件，办结率99%。",
        "全市31家维修企业数据上传率达到100%。",
        "完成投资3亿元，增长率12%。"
      })
  void keepsSilentWhereNothingIsCertain(String text) {
    assertThat(Checking.verdicts(rule, text)).isEmpty();
  }
}
