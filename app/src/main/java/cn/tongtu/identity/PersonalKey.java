package cn.tongtu.identity;

import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.SecretFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The key of personal data (个人信息密钥): 32 random bytes in a file that only its owner may read. */
record PersonalKey(SecretKey encrypting, SecretKey marking) {
  private static final int BYTES = 32;

  /** Fails if another process makes it at the same moment; the file of the first stands. */
  static PersonalKey make(Path file) {
    var bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      SecretFile.write(file, Base64.getEncoder().encodeToString(bytes) + System.lineSeparator());
      return of(bytes);
    } catch (FileAlreadyExistsException others) {
      return load(file);
    } catch (IOException e) {
      throw new Refusal(
          "个人信息密钥不能写入 %s：%s。请检查目录权限和磁盘空间。".formatted(file, e),
          "The key of personal data cannot be written to %s: %s.".formatted(file, e));
    }
  }

  static PersonalKey load(Path file) {
    try {
      var bytes = Base64.getDecoder().decode(Files.readString(file).strip());
      if (bytes.length != BYTES) {
        throw new IllegalArgumentException(bytes.length + " bytes");
      }
      return of(bytes);
    } catch (IOException | IllegalArgumentException e) {
      throw lost(file);
    }
  }

  static Refusal lost(Path file) {
    return new Refusal(
        "个人信息密钥 %s 不在或已损坏，电话和证件号码因此读不出。请从备份恢复这个文件；其他功能不受影响。".formatted(file),
        ("The key of personal data, %s, is missing or broken, so telephone and identity numbers cannot"
                + " be read. Restore the file from a backup; everything else works.")
            .formatted(file));
  }

  private static PersonalKey of(byte[] bytes) {
    return new PersonalKey(
        new SecretKeySpec(derive(bytes, "tongtu personal data: encrypting"), "AES"),
        new SecretKeySpec(derive(bytes, "tongtu personal data: marking"), "HmacSHA256"));
  }

  private static byte[] derive(byte[] bytes, String use) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveData(
              HKDFParameterSpec.ofExtract()
                  .addIKM(bytes)
                  .thenExpand(use.getBytes(StandardCharsets.US_ASCII), BYTES));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public String toString() {
    return "PersonalKey[***]";
  }
}
