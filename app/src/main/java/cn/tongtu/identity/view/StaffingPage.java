package cn.tongtu.identity.view;

import cn.tongtu.shared.Label;
import cn.tongtu.shared.Paging;
import cn.tongtu.shared.view.Sort;
import cn.tongtu.shared.view.Typed;
import java.util.List;

/** People with their seats and roles (人员页); whoever grants roles does not enter people. */
public record StaffingPage(
    String q, List<Row> people, long all, boolean enters, Paging paging, Sort sort, Typed typed) {
  public record Row(
      long id,
      String name,
      String account,
      boolean works,
      boolean waits,
      List<Label> roles,
      List<String> orgs,
      String phone) {}
}
