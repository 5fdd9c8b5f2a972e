package cn.tongtu.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.engine.geo.Line;
import cn.tongtu.engine.geo.Position;
import cn.tongtu.engine.geo.Ring;
import cn.tongtu.engine.geo.Shape;
import cn.tongtu.shared.StartupProblem;
import cn.tongtu.shared.WrongField;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeoJsonTest {
  private static final Position A = new Position(110.5, 27.3);
  private static final Position B = new Position(110.6, 27.3);
  private static final Position C = new Position(110.6, 27.4);

  @Test
  void whatIsWrittenIsReadBack() {
    Stream.<Shape>of(A, new Line(List.of(A, B, C)), new Ring(List.of(A, B, C)))
        .forEach(shape -> assertThat(GeoJson.read(GeoJson.of(shape), "line")).isEqualTo(shape));
    assertThat(GeoJson.read(GeoJson.feature("1", GeoJson.of(A), java.util.Map.of()), "line"))
        .isEqualTo(A);
  }

  /** Each is told in words, and beside the field. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                                          | 请在地图上绘制
          {"type":"LineString","coordinates":[[110,27]                | 不是有效的 GeoJSON
          [1,2]                                                       | type 应为
          {"type":"Circle","coordinates":[110,27]}                    | type 应为
          {"type":"LineString","coordinates":[[110,27]]}              | 至少要有 2 个点
          {"type":"LineString","coordinates":[[110,27],["a","b"]]}    | [经度, 纬度]
          {"type":"LineString","coordinates":[[110,27],null]}         | [经度, 纬度]
          {"type":"Point","coordinates":[27.3,110.5]}                 | 经纬度写反
          {"type":"Point"}                                            | [经度, 纬度]
          {"type":"Polygon","coordinates":[[[110,27],[111,27],[111,28],[110,28]]]} | 与第一个点相同
          {"type":"Polygon","coordinates":[[],[]]}                    | 不能有洞
          """)
  void whatIsWrongIsToldBesideTheField(String text, String told) {
    assertThatThrownBy(() -> GeoJson.read(text, "line"))
        .isInstanceOf(WrongField.class)
        .hasMessageContaining(told)
        .satisfies(wrong -> assertThat(((WrongField) wrong).field()).isEqualTo("line"));
  }

  @Test
  void tilesAreASettingAndOnlyTheirHostIsAllowed() {
    assertThat(new BaseMap("", "", "", "cgcs2000").host()).isEmpty();
    assertThat(new BaseMap("https://tiles.example.cn/{z}/{x}/{y}.png", "", "", "wgs84").host())
        .contains("https://tiles.example.cn");
    var tianditu =
        new BaseMap(
            "https://t{0-7}.tianditu.gov.cn/vec_w/wmts?SERVICE=WMTS&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk={key}",
            "abc",
            "天地图",
            "cgcs2000");
    assertThat(tianditu.host()).contains("https://*.tianditu.gov.cn");
    assertThat(String.valueOf(tianditu.settings().get("url"))).endsWith("&tk=abc");
    assertThat(new BaseMap("", "", "", "gcj02").settings()).containsEntry("gcj02", true);
    assertThatThrownBy(() -> new BaseMap("", "", "", "bd09")).isInstanceOf(StartupProblem.class);
    assertThatThrownBy(() -> new BaseMap("tiles/{z}/{x}/{y}", "", "", "wgs84"))
        .isInstanceOf(StartupProblem.class);
    assertThatThrownBy(() -> new BaseMap("https://a.cn; script-src *", "", "", "wgs84"))
        .isInstanceOf(StartupProblem.class);
  }
}
