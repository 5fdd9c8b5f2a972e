package cn.tongtu.register.view;

import cn.tongtu.map.MapView;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.view.Choice;
import cn.tongtu.shared.view.FileLink;
import java.util.List;
import java.util.Optional;

/**
 * A field of a form (填写项).
 *
 * @param kind {@code text}, {@code area}, {@code number}, {@code date}, {@code month}, {@code
 *     choice}, {@code reference}, {@code drawing}, {@code files} or {@code person}
 * @param value what stands in it before anybody types
 * @param lookup where what it may refer to is looked for; empty where it refers to nothing
 * @param sometimes whether it is asked for only as the others are filled
 * @param map where it is drawn
 * @param files what it holds and takes, where it is of files
 * @param later whether a move asks for it, so that a new record need not have it yet
 * @param help may be blank
 */
public record Input(
    String name,
    Label label,
    String kind,
    String unit,
    String value,
    List<Choice> choices,
    String lookup,
    boolean sometimes,
    Optional<MapView> map,
    Optional<Files> files,
    boolean later,
    Label help,
    boolean required,
    int most) {
  /** Whether the form may keep it folded away: it is asked for later and nothing is in it. */
  public boolean folded(String typed, boolean wrong) {
    return later && typed.isBlank() && !wrong;
  }

  /** With what the record holds, and not what a new one would be given. */
  public Input holding(String held) {
    return new Input(
        name, label, kind, unit, held, choices, lookup, sometimes, map, files, later, help,
        required, most);
  }

  /**
   * The files of a field (附件项).
   *
   * @param accept as a browser's picker takes it
   */
  public record Files(List<FileLink> held, String accept, boolean many) {}
}
