package cn.tongtu;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** One word for one thing: what other modules may name stands in the glossary. */
class GlossaryTest {
  @Test
  void everyPublicTypeIsInTheGlossary() throws IOException {
    var glossary = Files.readString(Path.of("..", "GLOSSARY.md"));
    var missing =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("cn.tongtu")
                .stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                // What a page shows has the words of its feature.
                .filter(type -> !type.getPackageName().endsWith(".view"))
                .map(JavaClass::getSimpleName)
                .filter(name -> !name.equals("package-info"))
                .filter(name -> !glossary.contains("`" + name + "`"))
                .sorted()
                .toList();
    assertThat(missing).as("public types that GLOSSARY.md does not have").isEmpty();
  }
}
