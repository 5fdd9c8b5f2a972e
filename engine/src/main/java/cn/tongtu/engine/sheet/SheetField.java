package cn.tongtu.engine.sheet;

import java.util.List;

/**
 * A field that a column may be matched to (字段), whatever it belongs to.
 *
 * @param aliases other words by which people call it
 * @param formerLabels what it was called before
 */
public record SheetField(
    String id, String label, List<String> aliases, List<String> formerLabels, CellKind kind) {
  public SheetField {
    aliases = List.copyOf(aliases);
    formerLabels = List.copyOf(formerLabels);
  }

  public static SheetField of(String id, String label, CellKind kind) {
    return new SheetField(id, label, List.of(), List.of(), kind);
  }
}
