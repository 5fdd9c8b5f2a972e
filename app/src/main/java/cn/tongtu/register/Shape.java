package cn.tongtu.register;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What of a definition the tables and what people have noted depend on (定义要点): kept with each
 * version, so that the next one can be held against it.
 *
 * @param states by id, what each is called
 * @param moves by id, what each is called
 * @param rules each other part of the definition, without its layout
 */
record Shape(
    String label,
    Map<String, Part> fields,
    Map<String, String> states,
    Map<String, String> moves,
    Map<String, String> rules) {
  /**
   * A field.
   *
   * @param meaning what its column holds
   * @param open the words that may be chosen
   * @param closed those that are out of use
   */
  record Part(
      String label, String meaning, List<String> open, List<String> closed, boolean retired) {}

  static Shape of(Register register) {
    var fields = new LinkedHashMap<String, Part>();
    register
        .fields()
        .forEach((id, field) ->
            fields.put(
                id,
                new Part(
                    field.label().chinese(),
                    field.type().meaning(),
                    field.open(),
                    field.closed().stream().sorted().toList(),
                    field.retired())));
    var states = new LinkedHashMap<String, String>();
    register.life().states().forEach((id, state) -> states.put(id, state.label().chinese()));
    var moves = new LinkedHashMap<String, String>();
    register.life().moves().forEach((id, move) -> moves.put(id, move.label().chinese()));
    return new Shape(
        register.label(), fields, states, moves, new TreeMap<>(register.declared().rules()));
  }
}
