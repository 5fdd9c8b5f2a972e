package cn.tongtu.road.view;

import cn.tongtu.map.MapView;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.view.Editing;
import cn.tongtu.shared.view.Typed;
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

  /** A section surveyed anew, with what was typed. */
  public record Form(
      long section,
      String chainages,
      String metres,
      String today,
      boolean closed,
      Typed typed,
      Editing editing) {
    public static final String NAME = "survey";

    public Map<String, Label> errors() {
      return typed.errors(NAME);
    }

    public String value(String field, String otherwise) {
      return typed.value(NAME, field, otherwise);
    }
  }
}
