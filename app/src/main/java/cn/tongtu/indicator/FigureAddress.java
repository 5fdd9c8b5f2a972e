package cn.tongtu.indicator;

import cn.tongtu.ledger.CellAddress;
import cn.tongtu.ledger.Known;
import cn.tongtu.ledger.View;
import cn.tongtu.shared.Address;

/**
 * The address of a figure's page (指标网址): {@code
 * /figures/INV.rate?org=wangcheng&span=2020-01..2020-12&only=key:市重大}.
 */
public final class FigureAddress {
  private FigureAddress() {}

  public static String of(Asked asked) {
    return address("/figures/" + asked.indicator(), asked).text();
  }

  /** The same as known now. */
  public static String now(Asked asked) {
    return of(
        new Asked(asked.indicator(), asked.span(), View.of(asked.view().whose()), asked.only()));
  }

  /** Where all that a figure was ever said to be is listed (沿革). */
  public static Address story(Asked asked) {
    return address("/figures/" + asked.indicator() + "/story", asked);
  }

  private static Address address(String path, Asked asked) {
    var address = Address.of(path).with("org", asked.view().whose()).with("span", asked.span());
    for (var filter : asked.only()) {
      address = address.with("only", CellAddress.write(filter));
    }
    if (asked.view().knownAt().isPresent()) {
      address = address.with(Known.PARAMETER, Known.write(asked.view().knownAt().get()));
    }
    return address;
  }
}
