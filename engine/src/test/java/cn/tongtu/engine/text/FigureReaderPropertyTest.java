package cn.tongtu.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FigureReaderPropertyTest {

  @Property(tries = 500)
  void offsetsReproduceTheWords(@ForAll("texts") String text) {
    int[] letters = text.codePoints().toArray();
    int last = 0;
    for (var figure : FigureReader.read(text)) {
      assertThat(figure.start()).isGreaterThanOrEqualTo(last).isLessThan(figure.end());
      assertThat(new String(letters, figure.start(), figure.end() - figure.start()))
          .isEqualTo(figure.quantity());
      last = figure.end();
    }
  }

  @Property(tries = 500)
  void readsAndChecksAnything(@ForAll String text) {
    assertThat(TextCheck.of(text).figures()).isEqualTo(FigureReader.read(text));
  }

  @Property(tries = 500)
  void checksAnyFigures(@ForAll("texts") String text) {
    int length = text.codePointCount(0, text.length());
    for (var finding : TextCheck.of(text).findings()) {
      assertThat(finding.spans()).isNotEmpty().allMatch(span -> span.end() <= length);
    }
  }

  /** Text of the letters that readers branch on, so that most of it is almost a figure. */
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            "其中", "共计", "占", "的", "完成", "率", "计划", "1", "20", "3.5", "X", "XX", "两", "十", "三百", "余",
            "万", "亿", "元", "个", "公里", "%", "年", "月", "日", "第", "前", "底", "，", "。", "（", "）", "“",
            "”", "《", "》", "\n", " ", "\r\n", "-", "至", ".", ",", "半", "𠮷", "\u200b", "剩余", "一、",
            "排名", "分之", "/", "_")
        .list()
        .ofMaxSize(60)
        .map(words -> String.join("", words));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "X",
        "一",
        "十",
        "万",
        "（",
        "“",
        "《",
        " ",
        "年",
        "第",
        "1-",
        "1.",
        "1,000",
        "其中3个",
        "3个、",
        "_",
        "20",
        "-",
        "2023年",
        "，其中1个，完成率3%",
        "计划3个，占计划的5%，",
        "一、3项工作\n",
        "工作计划\n",
        "\n",
        "%",
        "其中",
        "前一",
        "一、\n",
        "1月",
        "百",
        "亿"
      })
  void takesTimeInProportionToTheText(String piece) {
    var text = piece.repeat(100_000 / piece.length());
    Assertions.assertTimeoutPreemptively(Duration.ofSeconds(6), () -> TextCheck.of(text));
  }

  @Test
  void countsCodePointsNotChars() {
    var figure = FigureReader.read("𠮷𠮷新增3处").getFirst();
    assertThat(figure.start()).isEqualTo(4);
    assertThat(figure.end()).isEqualTo(6);
  }
}
