package cn.tongtu.identity;

import cn.tongtu.form.FormOwner;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.SecretFile;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/** What accounts need even where nothing is served, as in a command. */
@Configuration(proxyBeanMethods = false)
class AccountConfiguration {
  private static final int BCRYPT_COST = 11;

  /** A hash says by which method it was made, so that the method can change. */
  @Bean
  PasswordEncoder passwordEncoder() {
    return new DelegatingPasswordEncoder(
        "bcrypt", Map.of("bcrypt", new BCryptPasswordEncoder(BCRYPT_COST)));
  }

  @Bean
  FormOwner formOwner() {
    return () -> SignedIn.here().map(SignedIn::person);
  }

  @Bean
  SecretFile personalKeyFile(@Value(PersonalData.KEY_FILE) Path file) {
    return new SecretFile(
        file.toAbsolutePath().normalize(),
        new Label(
            "个人信息的密钥（丢失则已加密的个人信息不能再读）", "reads personal data; lost, they cannot be read any more"));
  }
}
