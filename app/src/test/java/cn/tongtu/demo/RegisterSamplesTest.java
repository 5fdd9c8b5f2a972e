package cn.tongtu.demo;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.pack.PackNode;
import cn.tongtu.pack.Packs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every register that comes with the product is whole: placed, measured, and shown by samples. */
@SpringBootTest
class RegisterSamplesTest {
  private static final SampleFolder BUILT_IN = new SampleFolder(Optional.empty());

  @Autowired Sample sample;
  @Autowired JdbcClient db;

  @BeforeEach
  void load() {
    sample.load(BUILT_IN);
  }

  private static List<PackNode> declared() {
    var registers = new ArrayList<PackNode>();
    Packs.builtIn().read("registers", registers::add);
    return registers;
  }

  @Test
  void thereAreAtLeastForty() {
    assertThat(declared()).hasSizeGreaterThanOrEqualTo(40);
  }

  @TestFactory
  Stream<DynamicTest> isPlacedAndMeasuredAndHasASampleInEachOfItsStates() {
    return declared().stream()
        .map(register -> DynamicTest.dynamicTest(register.text("register"), () -> whole(register)));
  }

  private void whole(PackNode register) {
    assertThat(register.text("english")).isNotEqualTo(register.text("label"));
    assertThat(register.find("module")).as("a module of business").isPresent();
    assertThat(register.items("posts")).as("what it moves in the ledger").isNotEmpty();
    var held =
        db.sql("select distinct _state from register.r_" + register.text("register"))
            .query(String.class)
            .set();
    assertThat(held)
        .as("states with a sample")
        .isEqualTo(
            register
                .find("states")
                .map(states -> Set.copyOf(states.fields().keySet()))
                .orElse(Set.of("")));
  }
}
