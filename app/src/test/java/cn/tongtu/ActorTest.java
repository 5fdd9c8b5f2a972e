package cn.tongtu;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Command;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Who may act in the product's own name, which needs no permission: commands, and what is named
 * here. That permission is refused to it while a request is served, {@code EveryPostTest} tries.
 */
class ActorTest {
  private static final Set<String> ALSO =
      Set.of(
          "cn.tongtu.demo.Sample",
          "cn.tongtu.register.RegisterRounds",
          "cn.tongtu.register.RegisterTables",
          "cn.tongtu.obligation.Expecting");

  @Test
  void onlyWhatReallyActsByItselfMakesTheProductAnActor() {
    var makers =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("cn.tongtu")
                .get(Actor.Product.class)
                .getConstructorCallsToSelf()
                .stream()
                .map(JavaConstructorCall::getOriginOwner)
                .filter(type -> !type.isAssignableTo(Actor.class))
                .toList();

    assertThat(makers).as("the check sees something").isNotEmpty();
    assertThat(makers)
        .filteredOn(type -> !type.isAssignableTo(Command.class))
        .extracting(JavaClass::getName)
        .isSubsetOf(ALSO);
  }
}
