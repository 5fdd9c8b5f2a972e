package cn.tongtu.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.identity.Organisations;
import cn.tongtu.ledger.Ledger;
import cn.tongtu.shared.StartupProblem;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A mistake in the sample is named with file and line, and leaves an empty county behind. */
@SpringBootTest(properties = "spring.application.name=an-empty-county")
class BrokenSampleTest {
  @Autowired Sample sample;
  @Autowired Ledger ledger;
  @Autowired Organisations organisations;
  @Autowired JdbcClient db;

  private @TempDir Path folder;

  @BeforeEach
  void copySample() throws IOException {
    for (var file :
        new PathMatchingResourcePatternResolver().getResources("classpath:sample/*.csv")) {
      Files.write(folder.resolve(String.valueOf(file.getFilename())), file.getContentAsByteArray());
    }
  }

  @Test
  void allBrokenRowsAreNamedAtOnceAndNothingIsLoaded() throws IOException {
    edit("filings.csv", "OH001,2023-01,", "OH001,2023-13,");
    edit("projects.csv", "WC002,", "WC002X,");
    edit("tender.csv", ",施工,", ",施公,");
    assertThatThrownBy(() -> sample.load(own()))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining("filings.csv:2: month “2023-13”应为月份")
        .hasMessageContaining("没有这个项目：WC002")
        .hasMessageContaining("tender.csv:2: ")
        .hasMessageContaining("施公");
    assertNothingIsThere();
  }

  @Test
  void aRowThatTheDatabaseRefusesIsNamedAndNothingIsLoaded() throws IOException {
    var path = folder.resolve("milestones.csv");
    var text = Files.readString(path);
    var second = text.lines().skip(1).findFirst().orElseThrow();
    Files.writeString(path, text + second + "\n");
    assertThatThrownBy(() -> sample.load(own()))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining("milestones.csv:" + (text.lines().count() + 1) + ":");
    assertNothingIsThere();
  }

  @Test
  void anUnknownColumnAndAMissingFileAreNamed() throws IOException {
    edit("plans.csv", "amount_wan", "amount_wann");
    assertThatThrownBy(() -> sample.load(own()))
        .hasMessageContaining("plans.csv:2")
        .hasMessageContaining("是否为 amount_wan");
    Files.delete(folder.resolve("plans.csv"));
    assertThatThrownBy(() -> sample.load(own()))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining("plans.csv");
    assertNothingIsThere();
  }

  @Test
  void aFileInAnotherEncodingIsNamed() throws IOException {
    var projects = folder.resolve("projects.csv");
    Files.write(projects, Files.readString(projects).getBytes(Charset.forName("GB18030")));
    assertThatThrownBy(() -> sample.load(own()))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining("projects.csv")
        .hasMessageContaining("UTF-8");
    assertNothingIsThere();
  }

  private void assertNothingIsThere() {
    assertThat(organisations.list()).isEmpty();
    assertThat(ledger.count()).isZero();
    assertThat(db.sql("select count(*) from portfolio.project").query(Long.class).single())
        .isZero();
    assertThat(db.sql("select count(*) from register.r_tender").query(Long.class).single())
        .isZero();
  }

  private SampleFolder own() {
    return new SampleFolder(Optional.of(folder));
  }

  private void edit(String file, String from, String to) throws IOException {
    var path = folder.resolve(file);
    var text = Files.readString(path);
    assertThat(text).contains(from);
    Files.writeString(path, text.replaceFirst(from, to));
  }
}
