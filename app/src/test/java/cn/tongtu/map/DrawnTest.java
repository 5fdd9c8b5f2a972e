package cn.tongtu.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.engine.geo.Line;
import cn.tongtu.engine.geo.Position;
import cn.tongtu.engine.geo.Ring;
import cn.tongtu.engine.geo.Shape;
import cn.tongtu.map.MapView.Drawing.Kind;
import cn.tongtu.shared.WrongField;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrawnTest {
  private static final Position A = new Position(110.5, 27.3);
  private static final Position B = new Position(110.6, 27.3);
  private static final Position C = new Position(110.6, 27.4);

  @Test
  void whatIsWrittenIsReadBackAndSoIsGeoJson() {
    Map.<Kind, Shape>of(
            Kind.POINT,
            A,
            Kind.LINE,
            new Line(List.of(A, B, C)),
            Kind.AREA,
            new Ring(List.of(A, B, C)))
        .forEach((kind, shape) -> {
          assertThat(Drawn.read(Drawn.written(shape), kind, "f")).isEqualTo(shape);
          assertThat(Drawn.read(GeoJson.of(shape), kind, "f")).isEqualTo(shape);
        });
    assertThat(Drawn.read("110.5，27.3；110.6 27.3\n\n 110.6、27.4 \n110.5 27.3", Kind.AREA, "f"))
        .as("closed by hand, with the marks a Chinese keyboard gives")
        .isEqualTo(new Ring(List.of(A, B, C)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POINT | ''                                              | 请在地图上绘制
          POINT | 110.5, 27.3; 110.6, 27.3                        | 只能有一个点
          POINT | {"type":"LineString","coordinates":[[110,27],[111,27]]} | 应为一个点
          LINE  | 110.5, 27.3                                     | 至少要有 2 个点
          LINE  | 110.5, 27.3; 110.5, 27.3                        | 没有长度
          LINE  | 110.5, 27.3; 110.6; 110.7, 27.3                 | 第 2 行
          LINE  | 110.5, 27.3, 12                                 | 第 1 行
          LINE  | 27.3, 110.5; 27.4, 110.5                        | 经纬度写反
          LINE  | {"type":"Point","coordinates":[110,27]}         | 应为一条线
          AREA  | 110.5, 27.3; 110.6, 27.3                        | 至少要有 3 个点
          AREA  | 110.5, 27.3; 110.6, 27.4; 110.6, 27.3; 110.5, 27.4 | 与自身相交
          AREA  | 110.5, 27.3; 110.6, 27.3; 110.7, 27.3           | 没有面积
          AREA  | 110.5, 27.3; 110.5, 27.300001; 110.500001, 27.3 | 没有面积
          AREA  | {"type":"Point","coordinates":[110,27]}         | 应为一个面
          """)
  void whatIsWrongIsTold(Kind kind, String text, String told) {
    assertThatThrownBy(() -> Drawn.read(text, kind, "f"))
        .isInstanceOf(WrongField.class)
        .hasMessageContaining(told);
  }

  @Test
  void sizesAreSaidAsTheTradeSaysThem() {
    assertThat(Drawn.size(new Line(List.of(A, new Position(110.51, 27.3)))).chinese())
        .isEqualTo("990 m");
    assertThat(Drawn.size(new Line(List.of(A, B, C))).chinese()).isEqualTo("20.980 km");
    assertThat(Drawn.size(new Ring(List.of(A, B, C))).english())
        .matches("54\\.8\\d+ km² · 82,\\d{3}\\.\\d\\d mu");
    var field = new Ring(List.of(A, new Position(110.5004, 27.3), new Position(110.5, 27.3004)));
    assertThat(Drawn.size(field).chinese()).matches("87\\d m² · 1\\.3\\d 亩");
    assertThat(Drawn.size(A).chinese()).isEqualTo("110.500000, 27.300000");
  }
}
