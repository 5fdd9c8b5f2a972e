package cn.tongtu.balance;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * An account of a fund or quota (账户): what came in, until when each of it may be used, and what
 * went out on which day.
 */
record Account(List<Receipt> receipts, List<Draw> draws) {
  private static final Comparator<Draw> BY_DAY =
      Comparator.comparing(Draw::on).thenComparingLong(Draw::record);

  private static final Comparator<Lot> FIRST_TO_EXPIRE =
      Comparator.<Lot, LocalDate>comparing(lot -> lot.receipt.until.orElse(LocalDate.MAX))
          .thenComparing(lot -> lot.receipt.on)
          .thenComparingLong(lot -> lot.receipt.record);

  /** What came in (收入). */
  record Receipt(long record, LocalDate on, Optional<LocalDate> until, BigDecimal amount) {
    boolean serves(LocalDate day) {
      return !day.isBefore(on) && until.map(last -> !day.isAfter(last)).orElse(true);
    }
  }

  /** What went out (支出). */
  record Draw(long record, LocalDate on, BigDecimal amount) {}

  /** A receipt with how much of it went out (批次). */
  record Lot(Receipt receipt, BigDecimal drawn) {
    BigDecimal left() {
      return receipt.amount.subtract(drawn);
    }
  }

  /** Something that went out though it was not there (透支). */
  record Overdraft(Draw draw, BigDecimal missing) {}

  /** Which receipt went where, and what was not there. */
  record Worked(List<Lot> lots, List<Overdraft> overdrafts) {
    BigDecimal missing() {
      return overdrafts.stream().map(Overdraft::missing).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
  }

  /**
   * Day by day each draw takes first what expires first. That leaves the most for later days: if
   * any way of dividing the receipts serves all draws, this one does.
   */
  Worked worked() {
    var lots = new ArrayList<Lot>();
    receipts.forEach(receipt -> lots.add(new Lot(receipt, BigDecimal.ZERO)));
    lots.sort(FIRST_TO_EXPIRE);
    var overdrafts = new ArrayList<Overdraft>();
    for (var draw : draws.stream().sorted(BY_DAY).toList()) {
      var open = draw.amount;
      for (int i = 0; i < lots.size() && open.signum() > 0; i++) {
        var lot = lots.get(i);
        if (lot.receipt.serves(draw.on)) {
          var taken = open.min(lot.left());
          lots.set(i, new Lot(lot.receipt, lot.drawn.add(taken)));
          open = open.subtract(taken);
        }
      }
      if (open.signum() > 0) {
        overdrafts.add(new Overdraft(draw, open));
      }
    }
    return new Worked(List.copyOf(lots), List.copyOf(overdrafts));
  }
}
