package cn.tongtu.road.view;

import cn.tongtu.map.MapView;
import cn.tongtu.shared.Label;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A road with everything that is kept of it (路线页). */
public record RoadPage(
    Head head,
    MapView map,
    List<Section> sections,
    List<Structure> structures,
    List<Survey> surveys,
    Optional<Form> form,
    boolean surveyed) {
  /** What it is. */
  public record Head(
      String code,
      String name,
      Label level,
      Label org,
      String kilometres,
      String opened,
      String source,
      boolean invented,
      String href) {}

  /** A stretch of it. */
  public record Section(
      long id,
      String chainages,
      String town,
      String grade,
      String surface,
      String width,
      int lanes,
      String metres) {}

  /** A bridge or tunnel. */
  public record Structure(String kind, String name, String at, String metres) {}

  /** A survey after the first. */
  public record Survey(String on, String chainages, String metres, String why, String actor) {}

  /** A section surveyed anew: what was typed, and what is wrong with it, a field. */
  public record Form(
      long section,
      int rev,
      String chainages,
      String metres,
      String line,
      String on,
      String why,
      String revision,
      boolean closed,
      Map<String, Label> errors,
      Optional<Label> conflict) {}
}
