package cn.tongtu.balance;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.balance.Account.Draw;
import cn.tongtu.balance.Account.Receipt;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AccountTest {
  private static final LocalDate DAY = LocalDate.of(2026, 1, 1);

  private static Receipt receipt(int id, int on, int until, int amount) {
    return new Receipt(
        id,
        DAY.plusDays(on),
        until < 0 ? Optional.empty() : Optional.of(DAY.plusDays(until)),
        BigDecimal.valueOf(amount));
  }

  private static Draw draw(int id, int on, int amount) {
    return new Draw(id, DAY.plusDays(on), BigDecimal.valueOf(amount));
  }

  @Test
  void whatExpiresFirstIsTakenFirst() {
    var worked =
        new Account(
                List.of(receipt(1, 0, -1, 100), receipt(2, 0, 30, 40)),
                List.of(draw(3, 5, 50), draw(4, 40, 90)))
            .worked();
    assertThat(worked.overdrafts()).isEmpty();
    assertThat(worked.lots())
        .extracting(lot -> lot.receipt().record() + ":" + lot.left())
        .containsExactly("2:0", "1:0");
  }

  @Test
  void whatHasExpiredOrHasNotComeYetCannotBeTaken() {
    var account = List.of(receipt(1, 10, 20, 100));
    assertThat(new Account(account, List.of(draw(2, 9, 1))).worked().missing()).isEqualTo("1");
    assertThat(new Account(account, List.of(draw(2, 21, 1))).worked().missing()).isEqualTo("1");
    assertThat(new Account(account, List.of(draw(2, 10, 60), draw(3, 20, 40))).worked().missing())
        .isZero();
  }

  /** Against all ways of dividing: what is missing is never more than it must be. */
  @Test
  void noOtherDivisionServesMore() {
    var random = new Random(7);
    for (int round = 0; round < 3000; round++) {
      var receipts = new ArrayList<Receipt>();
      var draws = new ArrayList<Draw>();
      for (int i = 0; i < 1 + random.nextInt(4); i++) {
        var on = random.nextInt(8);
        receipts.add(
            receipt(
                i, on, random.nextBoolean() ? -1 : on + random.nextInt(8), 1 + random.nextInt(3)));
      }
      for (int i = 0; i < 1 + random.nextInt(4); i++) {
        draws.add(draw(10 + i, random.nextInt(12), 1 + random.nextInt(3)));
      }
      var wanted = draws.stream().mapToInt(draw -> draw.amount().intValue()).sum();
      assertThat(new Account(receipts, draws).worked().missing().intValue())
          .as("%s %s", receipts, draws)
          .isEqualTo(wanted - most(receipts, draws));
    }
  }

  /** The most that can be served: unit by unit, by augmenting paths. */
  private static int most(List<Receipt> receipts, List<Draw> draws) {
    var units = new ArrayList<Receipt>();
    receipts.forEach(receipt -> {
      for (int i = 0; i < receipt.amount().intValue(); i++) {
        units.add(receipt);
      }
    });
    var asked = new ArrayList<Draw>();
    draws.forEach(draw -> {
      for (int i = 0; i < draw.amount().intValue(); i++) {
        asked.add(draw);
      }
    });
    var given = new int[units.size()];
    Arrays.fill(given, -1);
    var served = 0;
    for (int i = 0; i < asked.size(); i++) {
      served += serve(i, asked, units, given, new boolean[units.size()]) ? 1 : 0;
    }
    return served;
  }

  private static boolean serve(
      int one, List<Draw> asked, List<Receipt> units, int[] given, boolean[] seen) {
    for (int i = 0; i < units.size(); i++) {
      if (!seen[i] && units.get(i).serves(asked.get(one).on())) {
        seen[i] = true;
        if (given[i] < 0 || serve(given[i], asked, units, given, seen)) {
          given[i] = one;
          return true;
        }
      }
    }
    return false;
  }
}
