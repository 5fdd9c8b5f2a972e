package cn.tongtu.demo;

import java.nio.file.Path;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DemoConfiguration {
  @Bean
  SampleFolder sampleFolder(@Value("${tongtu.sample:}") String folder) {
    return new SampleFolder(folder.isBlank() ? Optional.empty() : Optional.of(Path.of(folder)));
  }
}
