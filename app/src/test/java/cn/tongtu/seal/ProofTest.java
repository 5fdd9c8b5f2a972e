package cn.tongtu.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.shared.Command;
import cn.tongtu.shared.StartupProblem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the commands export is checked by the program in tools, as a process that knows no Tongtu.
 */
class ProofTest {
  private static final Path PROGRAM = Path.of("..", "tools", "CheckProof.java").toAbsolutePath();

  @TempDir Path folder;
  private SealedLedger ledger;

  record Ended(int exitCode, String output) {}

  @BeforeEach
  void sealThreeBatches() {
    ledger = new SealedLedger(folder.resolve("seal"));
    for (var count : List.of(10, 3, 24)) {
      ledger.post(count);
      ledger.seal();
    }
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void aPostingIsProvedAndAForgedOneIsNot() throws Exception {
    var proof = said(new ProveCommand(ledger.proofs), "posting", "12");

    var ended = check(proof, ledger.folder.resolve("public.pem").toString());
    assertThat(ended.output())
        .contains("The proof holds", "id = 12", "why = 填报 2", "measure = invest.done")
        .contains("on_day = 2025-01-03", "members = {\"key\":\"市重大\",\"mode\":\"公路\"}");
    assertThat(ended.exitCode()).isZero();

    var forged =
        proof.replace(
            HexFormat.of().formatHex("填报".getBytes(UTF_8)),
            HexFormat.of().formatHex("改报".getBytes(UTF_8)));
    assertThat(check(forged).exitCode()).isEqualTo(1);
    assertThat(
            check(
                    proof
                        .replace(" 37 37 SHA-256 ", " 37 38 SHA-256 ")
                        .replace(" 24 37 SHA", " 24 38 SHA"))
                .exitCode())
        .isEqualTo(1);
    assertThat(check(proof.replace("\"index\"", "\"place\"")).exitCode()).isEqualTo(2);
  }

  /** The program has an SM3 of its own, so that two that know nothing of each other must agree. */
  @Test
  void aProofWithTheNationalHashIsCheckedWithNothingButAJdk() throws Exception {
    try (var national = new SealedLedger(folder.resolve("national"), Hashings.NATIONAL)) {
      national.post(100);
      national.audit(7);
      national.seal();
      national.post(30);
      national.seal();
      var key = national.folder.resolve("public.pem").toString();

      var posting = said(new ProveCommand(national.proofs), "posting", "77");
      assertThat(posting).contains(" SM3 ");
      assertThat(check(posting, key).output()).contains("The proof holds", "id = 77");
      var entry = said(new ProveCommand(national.proofs), "audit", "5");
      assertThat(check(entry, key).output())
          .contains("The proof holds", "identity.audit", "action = filing.correct");
      assertThat(
              check(said(new ProveConsistencyCommand(national.proofs), "1", "3"), key).exitCode())
          .isZero();

      var forged = entry.replace(hexadecimal("监理核减"), hexadecimal("监理核增"));
      assertThat(check(forged, key).exitCode()).isEqualTo(1);
    }
  }

  private static String hexadecimal(String text) {
    return HexFormat.of().formatHex(text.getBytes(UTF_8));
  }

  @Test
  void everyRowIsProved() {
    for (long number = 1; number <= 37; number++) {
      var proof = ledger.proofs.row("ledger.posting", number);
      var hashing = Hashings.named(Hashings.USUAL);
      assertThat(
              proof
                  .inclusion()
                  .proves(
                      hashing.leaf(HexFormat.of().parseHex(proof.hexadecimal())),
                      proof.root().said().root(),
                      hashing))
          .isTrue();
    }
  }

  @Test
  void growthIsProvedAndARewrittenBeginningIsNot() throws Exception {
    var command = new ProveConsistencyCommand(ledger.proofs);
    var proof = said(command, "1", "3");
    assertThat(check(proof).output()).contains("The proof holds");
    assertThat(check(said(command, "2", "3")).exitCode()).isZero();
    assertThat(check(said(command, "3", "3")).exitCode()).isZero();

    var other = said(command, "2", "3");
    var earlier = proof.indexOf("\"earlier\"");
    var mixed = other.substring(0, other.indexOf("\"earlier\"")) + proof.substring(earlier);
    assertThat(check(mixed).exitCode()).isEqualTo(1);
  }

  @Test
  void aKeyThatIsNotTheAuthoritysIsRefused() throws Exception {
    SealKey.make(Files.createDirectory(folder.resolve("other")));
    var proof = said(new ProveCommand(ledger.proofs), "posting", "1");
    assertThat(check(proof, folder.resolve("other/public.pem").toString()).exitCode()).isEqualTo(1);
  }

  @Test
  void whatIsNotSealedOrNoLongerTheSameIsNotProved() {
    ledger.post(1);
    assertThatThrownBy(() -> ledger.proofs.row("posting", 38))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining("没有封存");
    ledger.tamper("update ledger.posting set quantity = 1 where id = 5");
    assertThatThrownBy(() -> ledger.proofs.row("posting", 5)).hasMessageContaining("verify");
    assertThatThrownBy(() -> ledger.proofs.row("letters", 5)).hasMessageContaining("letters");
    assertThatThrownBy(() -> ledger.proofs.growth(1, 9)).hasMessageContaining("第 9 批");
  }

  private static String said(Command command, String... arguments) throws IOException {
    var bytes = new ByteArrayOutputStream();
    command.run(List.of(arguments), new PrintStream(bytes, true, UTF_8));
    return bytes.toString(UTF_8);
  }

  private Ended check(String proof, String... more) throws IOException, InterruptedException {
    var file = Files.writeString(folder.resolve("proof.json"), proof);
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command =
        new ArrayList<>(
            List.of(java, "-Dstdout.encoding=UTF-8", PROGRAM.toString(), file.toString()));
    command.addAll(List.of(more));
    var process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Ended(process.waitFor(), output);
  }
}
