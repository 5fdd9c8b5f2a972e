package cn.tongtu.indicator;

import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Organisations;
import cn.tongtu.ledger.Ledger;
import cn.tongtu.shared.Words;
import java.time.Clock;
import java.time.LocalDate;
import org.springframework.stereotype.Component;

/**
 * Whose figures and of when are shown while nobody says (默认口径): where there is something to see.
 */
@Component
class Usual {
  private final Organisations organisations;
  private final Ledger ledger;

  Usual(Organisations organisations, Ledger ledger) {
    this.organisations = organisations;
    this.ledger = ledger;
  }

  /** Empty while there is none. */
  String org() {
    return organisations.list().stream().map(Organisation::code).findFirst().orElse("");
  }

  int year(String org) {
    return ledger
        .busiestYear(org)
        .orElseGet(() -> LocalDate.now(Clock.system(Words.CHINA)).getYear());
  }
}
