package cn.tongtu.engine.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 100,000 rows go out and come in within 512 MB, in a JVM that has no more. */
class MemoryTest {
  @Test
  void hundredThousandRowsWithin512Megabytes(@TempDir Path folder) throws Exception {
    var classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dstdout.encoding=UTF-8",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                classes,
                LargeSheets.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    System.out.println(said);
    assertThat(process.exitValue()).as(said).isZero();
    assertThat(said)
        .contains(
            "read .xlsx: 100000 rows", "read .csv: 100000 rows", "written .xlsx: 100000 rows");
  }
}
