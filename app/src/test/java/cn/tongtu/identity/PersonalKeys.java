package cn.tongtu.identity;

import cn.tongtu.testkit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Personal data of a database of a test's own, with a key beside it (个人信息加密). */
public final class PersonalKeys {
  private PersonalKeys() {}

  public static PersonalData of(TestDatabase database) {
    try {
      return new PersonalData(
          database.jdbc(),
          Files.createTempDirectory(Path.of("target"), "keys").resolve("personal.key"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
