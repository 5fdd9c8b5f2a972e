package cn.tongtu.identity;

import static cn.tongtu.seal.Sealable.Kind.INSTANT;
import static cn.tongtu.seal.Sealable.Kind.NUMBER;
import static cn.tongtu.seal.Sealable.Kind.TEXT;

import cn.tongtu.seal.Sealable;
import cn.tongtu.seal.Sealable.Column;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Offers the audit trail for sealing, whole. What a record was before and after is sealed as the
 * text that was written: the columns are {@code json} and not {@code jsonb}.
 */
@Configuration(proxyBeanMethods = false)
class SealedAudit {
  @Bean
  Sealable sealableAudit() {
    return new Sealable(
        "identity.audit",
        List.of(
            new Column("id", NUMBER),
            new Column("at", INSTANT),
            new Column("kind", TEXT),
            new Column("action", TEXT),
            new Column("actor", TEXT),
            new Column("person", NUMBER),
            new Column("seat", NUMBER),
            new Column("address", TEXT),
            new Column("org", TEXT),
            new Column("record_kind", TEXT),
            new Column("record_id", NUMBER),
            new Column("before", TEXT),
            new Column("after", TEXT),
            new Column("why", TEXT)));
  }
}
