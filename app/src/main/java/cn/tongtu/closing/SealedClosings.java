package cn.tongtu.closing;

import static cn.tongtu.seal.Sealable.Kind.INSTANT;
import static cn.tongtu.seal.Sealable.Kind.NUMBER;
import static cn.tongtu.seal.Sealable.Kind.TEXT;

import cn.tongtu.seal.Sealable;
import cn.tongtu.seal.Sealable.Column;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Offers what was done about closing for sealing, whole. */
@Configuration(proxyBeanMethods = false)
class SealedClosings {
  @Bean
  Sealable sealableClosings() {
    return new Sealable(
        "ledger.closing",
        List.of(
            new Column("id", NUMBER),
            new Column("org", TEXT),
            new Column("month", NUMBER),
            new Column("step", TEXT),
            new Column("at", INSTANT),
            new Column("actor", TEXT),
            new Column("person", NUMBER),
            new Column("why", TEXT)));
  }
}
