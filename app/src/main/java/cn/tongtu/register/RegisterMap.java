package cn.tongtu.register;

import cn.tongtu.engine.geo.Shape;
import cn.tongtu.map.FeatureAnswer;
import cn.tongtu.map.GeoJson;
import cn.tongtu.map.Layer;
import cn.tongtu.map.Layer.Property;
import cn.tongtu.map.Layer.Sort;
import cn.tongtu.map.MapView;
import cn.tongtu.map.Maps;
import cn.tongtu.map.Mark;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Lamp;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Where the records of a register lie (台账地图). */
@Controller
class RegisterMap {
  private static final String ANY = "record";

  private final Registers registers;
  private final Entries entries;
  private final Maps maps;

  RegisterMap(Registers registers, Entries entries, Maps maps) {
    this.registers = registers;
    this.entries = entries;
    this.maps = maps;
  }

  static boolean has(Register register) {
    return shapes(register).findAny().isPresent();
  }

  private static Stream<Field> shapes(Register register) {
    return register.fields().values().stream()
        .filter(field -> field.type() instanceof FieldType.OnMap);
  }

  /**
   * What a list finds as a map.
   *
   * @param query of the list's address, with its question mark; empty for all
   */
  MapView list(Register register, String query) {
    return map(register, register.href() + "/shapes.json" + query);
  }

  /** One record; none where nothing of it lies anywhere. */
  Optional<MapView> record(Register register, Entry entry) {
    return shapes(register).anyMatch(field -> entry.values().containsKey(field.id()))
        ? Optional.of(map(register, register.href(entry) + "/shapes.json"))
        : Optional.empty();
  }

  private MapView map(Register register, String url) {
    return maps.of(
        "register",
        register.name(),
        List.of(Layer.of("records", register.name(), url, sorts(register))));
  }

  private static List<Sort> sorts(Register register) {
    return register.life().states().isEmpty()
        ? List.of(new Sort(ANY, register.name(), Mark.LAMP_BLUE))
        : register.life().states().values().stream()
            .map(state -> new Sort(state.id(), state.label(), mark(state.lamp())))
            .toList();
  }

  private static Mark mark(Lamp lamp) {
    return switch (lamp) {
      case RED -> Mark.LAMP_RED;
      case AMBER -> Mark.LAMP_AMBER;
      case GREEN -> Mark.LAMP_GREEN;
      case BLUE -> Mark.LAMP_BLUE;
      case GREY -> Mark.LAMP_GREY;
    };
  }

  /** The newest of what is looked for, as many as a map shows at once. */
  @GetMapping("/registers/{id}/shapes.json")
  ResponseEntity<byte[]> shapes(
      @PathVariable String id, HttpServletRequest request, Actor.Staff reader) {
    var register = registers.get(id);
    return features(
        register,
        entries.page(register, EntrySearch.asked(register, request).lying(), 0, Layer.FEW));
  }

  @GetMapping("/registers/{id}/{record:\\d{1,18}}/shapes.json")
  ResponseEntity<byte[]> shapes(
      @PathVariable String id, @PathVariable long record, Actor.Staff reader) {
    var register = registers.get(id);
    return features(register, entries.find(register, record).stream().toList());
  }

  private static ResponseEntity<byte[]> features(Register register, List<Entry> found) {
    var features = new ArrayList<String>();
    for (var entry : found) {
      shapes(register)
          .forEach(field ->
              Optional.ofNullable((Shape) entry.values().get(field.id()))
                  .ifPresent(shape -> features.add(feature(register, entry, field, shape))));
    }
    return FeatureAnswer.json(GeoJson.collection(features)).answer();
  }

  private static String feature(Register register, Entry entry, Field field, Shape shape) {
    return GeoJson.feature(
        field.id() + "-" + entry.id(),
        GeoJson.of(shape),
        Map.of(
            Property.SORT,
            entry.state().isEmpty() ? ANY : entry.state(),
            Property.NAME,
            register.titleOf(entry),
            Property.NOTE,
            field.label().chinese() + " " + field.type().print(shape),
            Property.PANEL,
            register.href(entry) + "/panel"));
  }
}
