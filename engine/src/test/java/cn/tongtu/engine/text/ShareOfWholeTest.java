package cn.tongtu.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.engine.text.Finding.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShareOfWholeTest {
  private final Rule rule = new ShareOfWhole();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "项目总投资12.5亿元，已完成投资10.3亿元，占总投资的82.4%。|OK 82.4%",
        "年度计划投资12亿元，1-9月完成9.1亿元，占年度计划的75.8%。|OK 75.8%",
        "完成投资6.6亿元，为年度计划8.2亿元的80.5%。|OK 80.5%",
        "完成投资6.6亿元，占年度目标8.2亿元的80.4%。|MISMATCH 80.5%",
        "完成投资6.6亿元，占年度目标8.2亿元的85.1%。|MISMATCH 80.5%",
        "完成投资3亿元，占年度目标4亿元的76.2%。|OK 75.0%",
        "完成改造40处，占计划50处的XX%。|INFERABLE 80%",
        "完成改造XX处，占计划50处的80%。|INFERABLE 40处",
        "完成改造40处，占计划XX处的80%。|INFERABLE 50处"
      })
  void comparesTheShareWithItsOperands(String text, String verdict) {
    assertThat(Checking.verdicts(rule, text)).containsExactly(verdict);
  }

  @Test
  void tellsTruncationFromError() {
    var text = FigureReader.readText("完成投资6.6亿元，占年度目标8.2亿元的80.4%。");
    var finding = rule.check(text).getFirst();
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.explanation()).contains("截断");
    assertThat(finding.english()).contains("truncated");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "完成投资X亿元，占年度目标8亿元的XX%。",
        "完成投资6亿元，占全市的12%。",
        "客运量增长8%，占比提高。",
        "完成投资超6亿元，占年度目标8亿元的80%。"
      })
  void keepsSilentWhereNothingIsCertain(String text) {
    assertThat(Checking.verdicts(rule, text)).isEmpty();
  }
}
