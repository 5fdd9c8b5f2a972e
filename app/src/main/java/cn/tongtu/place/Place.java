package cn.tongtu.place;

import cn.tongtu.engine.geo.Shape;
import cn.tongtu.map.Mark;
import cn.tongtu.shared.Label;
import java.util.Optional;

/**
 * Something that lies somewhere and changes seldom (地理要素).
 *
 * @param code of the organisation whose land it is, where it is some organisation's
 * @param size 1 for the smallest of its kind
 */
public record Place(
    Kind kind,
    Optional<String> code,
    Label name,
    int size,
    Shape shape,
    String source,
    boolean invented) {
  /** 要素类别, in the order in which maps draw them. */
  public enum Kind {
    BUILT_UP("建成区", "Built-up area", Mark.BUILT_UP),
    RIVER("河流", "River", Mark.RIVER),
    TOWN("乡镇界", "Border of a town", Mark.TOWN),
    COUNTY("县界", "Border of the county", Mark.COUNTY),
    RAILWAY("铁路", "Railway", Mark.RAILWAY),
    STATION("车站", "Station", Mark.STATION),
    SEAT("乡镇驻地", "Seat of a town", Mark.SEAT);

    private final String chinese;
    private final String english;
    private final Mark mark;

    Kind(String chinese, String english, Mark mark) {
      this.chinese = chinese;
      this.english = english;
      this.mark = mark;
    }

    Label label() {
      return new Label(chinese, english);
    }

    Mark mark() {
      return mark;
    }
  }
}
