package cn.tongtu.indicator;

import cn.tongtu.ledger.CellAddress;
import cn.tongtu.shared.Address;

/**
 * The address of a figure's page (指标网址): {@code
 * /figures/INV.rate?org=wangcheng&span=2020-01..2020-12&only=key:市重大}.
 */
public final class FigureAddress {
  private FigureAddress() {}

  public static String of(Asked asked) {
    var address =
        Address.of("/figures/" + asked.indicator())
            .with("org", asked.view().org())
            .with("span", asked.span());
    for (var filter : asked.only()) {
      address = address.with("only", CellAddress.write(filter));
    }
    return address.text();
  }
}
