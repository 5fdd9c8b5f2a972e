package cn.tongtu.seal;

import cn.tongtu.engine.seal.Hashing;
import cn.tongtu.shared.StartupProblem;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.bouncycastle.jcajce.provider.digest.SM3;

/** The hash algorithms by name (散列算法): SHA-256, and SM3 as GB/T 32905 has it. */
final class Hashings {
  static final String USUAL = "SHA-256";
  static final String NATIONAL = "SM3";

  private Hashings() {}

  static Hashing named(String name) {
    return switch (name) {
      case USUAL -> new Hashing(Hashings::sha256);
      case NATIONAL -> new Hashing(SM3.Digest::new);
      default ->
          throw new StartupProblem(
              "没有散列算法 %s（tongtu.seal-hashing），可用：SHA-256、SM3。".formatted(name),
              "There is no hash algorithm %s (tongtu.seal-hashing); there are SHA-256 and SM3."
                  .formatted(name));
    };
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance(USUAL);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java platform has SHA-256", impossible);
    }
  }
}
