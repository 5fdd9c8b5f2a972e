package cn.tongtu.ledger;

import static cn.tongtu.seal.Sealable.Kind.DAY;
import static cn.tongtu.seal.Sealable.Kind.INSTANT;
import static cn.tongtu.seal.Sealable.Kind.JSON;
import static cn.tongtu.seal.Sealable.Kind.NUMBER;
import static cn.tongtu.seal.Sealable.Kind.TEXT;

import cn.tongtu.seal.Sealable;
import cn.tongtu.seal.Sealable.Column;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Offers the postings for sealing, whole: a column that is not named here could be changed unseen.
 */
@Configuration(proxyBeanMethods = false)
class SealedPostings {
  @Bean
  Sealable sealablePostings() {
    return new Sealable(
        "ledger.posting",
        List.of(
            new Column("id", NUMBER),
            new Column("measure", TEXT),
            new Column("on_day", DAY),
            new Column("org", TEXT),
            new Column("subject", TEXT),
            new Column("members", JSON),
            new Column("quantity", NUMBER),
            new Column("standing", NUMBER),
            new Column("record_kind", TEXT),
            new Column("record_id", NUMBER),
            new Column("posted_at", INSTANT),
            new Column("actor", TEXT),
            new Column("why", TEXT),
            new Column("revision", TEXT)));
  }
}
