package cn.tongtu.appraisal.view;

import cn.tongtu.shared.Label;
import cn.tongtu.shared.Lamp;
import java.util.List;
import java.util.Optional;

/** All appraisals, each with the periods that are open and who holds the award (考核评比). */
public record AppraisalsPage(List<Item> items) {
  /**
   * @param says how often and who is appraised
   * @param holder who holds the award now
   */
  public record Item(
      Label label, String href, Label says, Optional<Holder> holder, List<Period> open) {}

  public record Holder(Label award, String names, Label period) {}

  /** A period with how far it is. */
  public record Period(Label label, String href, Lamp lamp, Label standing) {}
}
