package cn.tongtu.shared;

import cn.tongtu.shared.view.KeyFigure;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** Whoever has figures for the head of the first page (首页主要数据); the shell does not know who. */
public interface HomeFigures {
  Lead on(LocalDate day, Locale reader);

  /**
   * @param whose the organisation, and of which months they speak
   */
  record Lead(String whose, List<KeyFigure> figures) {
    public static final Lead NONE = new Lead("", List.of());
  }
}
