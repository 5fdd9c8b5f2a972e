package cn.tongtu.web;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.testkit.SignedInPerson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** Before anything is loaded, every list says what to do next. */
@SpringBootTest
@AutoConfigureMockMvc
class EmptyPagesTest {
  private final MockMvcTester pages;
  private final RequestPostProcessor reader;

  EmptyPagesTest(@Autowired MockMvcTester pages, @Autowired JdbcClient db) {
    this.pages = pages;
    this.reader = SignedInPerson.added(db);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/reports", "/figures", "/projects", "/registers/tender"})
  void tellsTheNextStep(String address) {
    assertThat(pages.get().uri(address).with(reader))
        .hasStatusOk()
        .bodyText()
        .contains("./tongtu demo");
    assertThat(pages.get().uri(address + "?lang=en").with(reader))
        .hasStatusOk()
        .bodyText()
        .contains("<html lang=\"en\"");
  }

  @Test
  void thereIsNothingToCompareWithYet() {
    assertThat(pages.get().uri("/comparison").with(reader))
        .hasStatus(404)
        .bodyText()
        .contains("./tongtu demo");
  }
}
