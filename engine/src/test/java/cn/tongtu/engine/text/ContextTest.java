package cn.tongtu.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.engine.text.TextFigure.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Subject, period and status of a figure come from the words around it. */
class ContextTest {
  private static final String REPORT =
      """
      青岭县交通局2023年上半年总结与下半年打算
      一、上半年工作总结
      （一）路网建设。1-6月，全县新改建农村公路38公里。改造危桥2座。
      二、下半年工作计划
      新改建农村公路45公里，目前已完成前期工作3项。10月底前完成危桥改造5座。
      """;

  private static TextFigure find(String text, String quantity) {
    return FigureReader.read(text).stream()
        .filter(figure -> figure.quantity().equals(quantity))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "38公里, 2023年1-6月, ACTUAL",
    "2座, 2023年1-6月, ACTUAL",
    "45公里, 2023年下半年, PLAN",
    "3项, 2023年下半年, ACTUAL",
    "5座, 2023年下半年, PLAN"
  })
  void periodAndStatusComeFromSentenceAndChapter(String quantity, String period, Status status) {
    var figure = find(REPORT, quantity);
    assertThat(figure.period()).isEqualTo(period);
    assertThat(figure.status()).isEqualTo(status);
  }

  @Test
  void deadlineTakesItsYearFromTheTitle() {
    assertThat(find(REPORT, "10月底前").date()).isEqualTo("2023-10-31");
  }

  @ParameterizedTest
  @CsvSource({
    "今年计划完成投资8亿元。, 8亿元, PLAN",
    "年度目标8亿元，已完成6亿元。, 8亿元, TARGET",
    "年度目标8亿元，已完成6亿元。, 6亿元, ACTUAL",
    "实施三年行动计划，新建停车场4处。, 4处, ACTUAL",
    "年度计划投资12亿元，1-9月完成9亿元。, 9亿元, ACTUAL",
    "项目概算投资3亿元，完成桩基20根。, 3亿元, PLAN",
    "项目概算投资3亿元，完成桩基20根。, 20根, ACTUAL",
    "力争年内通车12公里。, 12公里, PLAN"
  })
  void statusFollowsTheWordsOfTheSentence(String text, String quantity, Status status) {
    assertThat(find(text, quantity).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "为全县451辆公交车加装扶手。, 451辆, 公交车",
    "完成旅客运输量32万人次。, 32万人次, 旅客运输量",
    "2023年全县完成公路投资5亿元。, 5亿元, 公路投资",
    "开通公交线路12条。, 12条, 公交线路"
  })
  void subjectIsTheNounThatIsCounted(String text, String quantity, String noun) {
    assertThat(find(text, quantity).subject()).contains(noun);
  }
}
