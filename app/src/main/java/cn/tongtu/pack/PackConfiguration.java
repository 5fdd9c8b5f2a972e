package cn.tongtu.pack;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PackConfiguration {
  @Bean
  Packs packs(@Value("${tongtu.packs:}") String folder) {
    return folder.isBlank() ? Packs.builtIn() : Packs.builtInAnd(Path.of(folder));
  }
}
