package cn.tongtu.testkit;

import cn.tongtu.database.SuiteServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;

/** Named in spring.factories, so that no Spring test can forget it and open {@code ./data}. */
class FreshDatabaseForEachContext implements ContextCustomizerFactory {
  @Override
  public ContextCustomizer createContextCustomizer(
      Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
    return new PointAtFreshDatabase();
  }

  /** A record, because equal customizers let tests share a cached context. */
  private record PointAtFreshDatabase() implements ContextCustomizer {
    @Override
    public void customizeContext(
        ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
      var database = SuiteServer.freshDatabase();
      TestPropertyValues.of(
              "tongtu.seal=" + sealOf(database),
              "tongtu.files=" + sealOf(database).resolve("files"),
              // A last round would look for a database that ends together with the run.
              "tongtu.seal-every=0s",
              "tongtu.work.look-every=0s",
              "tongtu.register.look-every=0s")
          .and(
              database.settings().entrySet().stream()
                  .map(setting -> setting.getKey() + "=" + setting.getValue())
                  .toArray(String[]::new))
          .applyTo(context);
    }

    /** Roots belong to a database; a folder that all shared would belong to none. */
    private static Path sealOf(SuiteServer.FreshDatabase database) {
      try {
        return Files.createTempDirectory(
            Files.createDirectories(Path.of("target", "test-seals")),
            database.url().substring(database.url().lastIndexOf('/') + 1));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
