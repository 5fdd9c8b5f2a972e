package cn.tongtu.engine.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SealedLogTest {
  private static final Hashing HASHING = Hashing.sha256();

  /** The entries and roots with which Certificate Transparency logs are commonly tested. */
  private static final List<Hash> KNOWN =
      IntStream.range(0, 8)
          .mapToObj(i ->
              new String[] {
                    "",
                    "00",
                    "10",
                    "2021",
                    "3031",
                    "40414243",
                    "5051525354555657",
                    "606162636465666768696a6b6c6d6e6f"
                  }
                  [i])
          .map(HexFormat.of()::parseHex)
          .map(HASHING::leaf)
          .toList();

  @ParameterizedTest
  @CsvSource({
    "0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "1, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "2, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "3, aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "8, 5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  })
  void givesTheRootsThatEverybodyGets(int size, String root) {
    assertThat(log(KNOWN.subList(0, size)).root()).hasToString(root);
    assertThat(Frontier.EMPTY.append(KNOWN.subList(0, size), HASHING).root(HASHING))
        .hasToString(root);
  }

  @Test
  void aLeafCannotPassForANode() {
    var pair = new byte[64];
    System.arraycopy(KNOWN.get(0).bytes(), 0, pair, 0, 32);
    System.arraycopy(KNOWN.get(1).bytes(), 0, pair, 32, 32);
    assertThat(HASHING.leaf(pair)).isNotEqualTo(HASHING.node(KNOWN.get(0), KNOWN.get(1)));
  }

  @Property(tries = 200)
  void everyEntryIsProvedAndNoOtherIs(
      @ForAll @IntRange(min = 1, max = 300) int size, @ForAll @IntRange(max = 299) int which) {
    var leaves = leaves(size);
    var log = log(leaves);
    var index = which % size;
    var proof = log.inclusion(index);
    assertThat(proof.proves(leaves.get(index), log.root(), HASHING)).isTrue();
    assertThat(proof.proves(HASHING.leaf(new byte[] {9}), log.root(), HASHING)).isFalse();
    if (size > 1) {
      var other = new Inclusion((index + 1) % size, size, proof.path());
      assertThat(other.proves(leaves.get(index), log.root(), HASHING)).isFalse();
    }
  }

  @Property(tries = 300)
  void everyBeginningIsProvedAndAForgedOneIsNot(
      @ForAll @IntRange(max = 200) int earlier, @ForAll @IntRange(max = 100) int more) {
    var leaves = leaves(earlier + more);
    var before = log(leaves.subList(0, earlier));
    var now = log(leaves);
    var proof = now.consistency(earlier);
    assertThat(proof.proves(before.root(), now.root(), HASHING)).isTrue();
    if (earlier > 0) {
      var forged = new ArrayList<>(leaves.subList(0, earlier));
      forged.set(earlier / 2, HASHING.leaf(new byte[] {7, 7}));
      assertThat(proof.proves(log(forged).root(), now.root(), HASHING)).isFalse();
    }
  }

  @Property(tries = 100)
  void appendingInAnyPortionsGivesTheSameRoot(
      @ForAll @IntRange(max = 200) int first, @ForAll @IntRange(max = 200) int second) {
    var leaves = leaves(first + second);
    var frontier =
        Frontier.EMPTY
            .append(leaves.subList(0, first), HASHING)
            .append(leaves.subList(first, first + second), HASHING);
    assertThat(frontier.root(HASHING)).isEqualTo(log(leaves).root());
    assertThat(frontier.peaks().size()).isEqualTo(Long.bitCount(first + second));
  }

  private static SealedLog log(List<Hash> leaves) {
    return new SealedLog(leaves.size(), index -> leaves.get((int) index), HASHING);
  }

  private static List<Hash> leaves(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> HASHING.leaf(("entry " + i).getBytes(StandardCharsets.UTF_8)))
        .toList();
  }
}
