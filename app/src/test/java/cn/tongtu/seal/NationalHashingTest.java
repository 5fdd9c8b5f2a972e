package cn.tongtu.seal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.shared.StartupProblem;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.jcajce.provider.digest.SM3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The log hashed with SM3 in place of SHA-256. */
class NationalHashingTest {
  @TempDir Path folder;

  /** GB/T 32905-2016, appendix A, examples 1 and 2. */
  @ParameterizedTest
  @CsvSource({
    "abc, 66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
    "abcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcd, debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732",
  })
  void givesTheHashesOfTheStandard(String text, String hash) {
    assertThat(HexFormat.of().formatHex(new SM3.Digest().digest(text.getBytes(US_ASCII))))
        .isEqualTo(hash);
  }

  @Test
  void sealsVerifiesAndNamesTheRowThatWasTouched() {
    try (var ledger = new SealedLedger(folder.resolve("seal"), Hashings.NATIONAL)) {
      ledger.post(10);
      ledger.audit(10);
      ledger.seal();
      assertThat(ledger.roots.last().orElseThrow().line()).contains(" SM3 ");
      assertThat(ledger.verification.verify().rows()).isEqualTo(20);
      assertThat(ledger.faults()).isEmpty();

      ledger.tamper("update identity.audit set why = '改' where id = 4");
      assertThat(ledger.faults())
          .singleElement()
          .asString()
          .contains("row 4 of identity.audit was edited");
    }
  }

  /** One root has one algorithm: a setting that comes too late is told and changes nothing. */
  @Test
  void aLogKeepsTheAlgorithmThatItBeganWith() {
    try (var ledger = new SealedLedger(folder.resolve("seal"))) {
      ledger.post(10);
      ledger.seal();
      ledger.post(10);
      var later = ledger.sealer(Hashings.NATIONAL);
      assertThat(later.keptHashing()).contains(Hashings.USUAL);
      var screen = new ByteArrayOutputStream();
      new SealCommand(later, ledger.roots)
          .run(List.of(), new PrintStream(screen, true, StandardCharsets.UTF_8));

      assertThat(screen.toString(StandardCharsets.UTF_8)).contains("keeps it", "不再生效");
      assertThat(ledger.roots.last().orElseThrow().said())
          .returns(20L, SignedRoot.Said::size)
          .returns(Hashings.USUAL, SignedRoot.Said::hashing);
      assertThat(ledger.verification.verify().rows()).isEqualTo(20);
      assertThat(ledger.faults()).isEmpty();
    }
  }

  @Test
  void anUnknownAlgorithmIsRefusedAtTheStart() {
    assertThatThrownBy(() -> new SealedLedger(folder.resolve("seal"), "MD5"))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContainingAll("MD5", "SM3", "SHA-256", "tongtu.seal-hashing");
  }
}
