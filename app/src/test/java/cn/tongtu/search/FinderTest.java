package cn.tongtu.search;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.search.Finder.Found;
import cn.tongtu.testkit.TestDatabase;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Finding by name, other names, and the first letters of pinyin. */
class FinderTest {
  private final TestDatabase database = TestDatabase.fresh();
  private final Finder finder = new Finder(database.jdbc());

  @BeforeEach
  void fill() {
    put("1", "瓯海大道西段快速路", "OH001");
    put("2", "重庆路改造工程", "OH002");
    put("3", "长深高速连接线", "OH003");
    put("4", "区委党校（雷锋学院）", "WC001");
    put("5", "G104国道大修_一期", "WC104");
    put("6", "沿江大道", "OH006");
    finder.put(
        Entry.of("figure", "INV.done", "固定资产投资完成额", "/figures/INV.done")
            .english("Investment done")
            .words(List.of("INV.done")));
    finder.put(Entry.of("person", 1, "张三", "/people/1").onlyFor(List.of("person.keep")));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void put(String id, String title, String code) {
    finder.put(Entry.of("project", id, title, "/projects/" + code).words(List.of(code)));
  }

  @ParameterizedTest
  @CsvSource({
    "瓯海大道, 瓯海大道西段快速路",
    "ohdd, 瓯海大道西段快速路",
    "OHDD, 瓯海大道西段快速路",
    "oh001, 瓯海大道西段快速路",
    "cql, 重庆路改造工程",
    "zql, 重庆路改造工程",
    "csgs, 长深高速连接线",
    "zsgs, 长深高速连接线",
    "qwdx, 区委党校（雷锋学院）",
    "雷锋, 区委党校（雷锋学院）",
    "lfxy, 区委党校（雷锋学院）",
    "g104, G104国道大修_一期",
    "修_一, G104国道大修_一期",
    "大道 快速, 瓯海大道西段快速路",
    "大道　快速, 瓯海大道西段快速路",
    "gdzctz, 固定资产投资完成额",
    "investment, 固定资产投资完成额",
    "inv.done, 固定资产投资完成额",
  })
  void findsByAnyOfItsNames(String typed, String title) {
    assertThat(titles(typed)).first().isEqualTo(title);
  }

  @Test
  void theWholeNameStandsBeforeAPart() {
    put("7", "沿江大道二期", "OH007");
    put("8", "新沿江大道", "OH008");
    assertThat(titles("沿江大道")).containsExactly("沿江大道", "沿江大道二期", "新沿江大道");
  }

  @Test
  void whatIsNotForEverybodyIsFoundByWhoeverMay() {
    assertThat(titles("张三")).isEmpty();
    assertThat(finder.find("张三", Set.of("person.keep"), 10)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"没有的东西", "%", "_x", "\\\\", "' or 1=1 --"})
  void findsNothingWhereNothingFits(String typed) {
    assertThat(titles(typed)).isEmpty();
  }

  @Test
  void nothingTypedFindsNothing() {
    assertThat(titles("  ")).isEmpty();
  }

  @Test
  void anotherNameTakesTheOldOnesPlace() {
    put("6", "滨江大道", "OH006");
    assertThat(titles("沿江")).isEmpty();
    assertThat(titles("bjdd")).containsExactly("滨江大道");
    finder.remove("project", 6);
    assertThat(titles("bjdd")).isEmpty();
  }

  @Test
  void theIndexIsMadeAnewOfWhatASourceSays() {
    finder.replace(
        new Findable() {
          @Override
          public String kind() {
            return "project";
          }

          @Override
          public Stream<Entry> entries() {
            return Stream.of(Entry.of("project", 9, "唯一项目", "/projects/X"));
          }
        });
    assertThat(titles("大道")).isEmpty();
    assertThat(titles("wyxm")).containsExactly("唯一项目");
    assertThat(titles("gdzctz")).as("other kinds stay").hasSize(1);
  }

  /** Of the commonest characters of each letter, also ones that old encodings do not order. */
  @ParameterizedTest
  @CsvSource({
    "安北城东鄂方高河江科路马南欧平青仁苏塔王西阳左, abcdefghjklmnopqrstwxyz",
    "圩垟岙塍浦塘泾浜坞垄, wyacptjbwl",
    "盐徐闸桥隧枢纽, yxzqssn",
  })
  void everyCharacterHasItsLetter(String name, String initials) {
    assertThat(
            database
                .jdbc()
                .sql("select search.initials(?)")
                .param(name)
                .query(String.class)
                .single())
        .isEqualTo(initials);
  }

  private List<String> titles(String typed) {
    return finder.find(typed, Set.of(), 10).stream().map(Found::title).toList();
  }
}
