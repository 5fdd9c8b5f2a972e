package cn.tongtu.seal;

import cn.tongtu.engine.seal.Hashing;
import cn.tongtu.shared.StartupProblem;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash algorithms by name (散列算法); SM3 where a security provider has it. */
final class Hashings {
  static final String USUAL = "SHA-256";

  private Hashings() {}

  static Hashing named(String name) {
    return new Hashing(() -> {
      try {
        return MessageDigest.getInstance(name);
      } catch (NoSuchAlgorithmException e) {
        throw new StartupProblem(
            "本机没有散列算法 " + name + "。", "There is no hash algorithm " + name + " here.");
      }
    });
  }
}
