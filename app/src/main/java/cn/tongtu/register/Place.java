package cn.tongtu.register;

import cn.tongtu.shared.BadParameter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where in a search's order a page ended (翻页位置): the last record, and what it held in the field by
 * which the search is sorted.
 */
record Place(String sort, @Nullable String value, long id) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  static Place of(EntrySearch search, Entry last) {
    var held = field(search).map(name -> last.values().get(name));
    return new Place(
        search.sort(),
        held.map(value ->
                field(search)
                    .map(search.register()::field)
                    .orElseThrow()
                    .type()
                    .stored(value)
                    .toString())
            .orElse(null),
        last.id());
  }

  private static Optional<String> field(EntrySearch search) {
    return Optional.of(search.sort().replaceFirst("^-", "")).filter(name -> !name.isEmpty());
  }

  String text() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(JSON.writeValueAsString(this).getBytes(StandardCharsets.UTF_8));
  }

  static Place read(EntrySearch search, String text) {
    try {
      var place = JSON.readValue(Base64.getUrlDecoder().decode(text), Place.class);
      if (place.sort.equals(search.sort())) {
        return place;
      }
    } catch (IllegalArgumentException | JacksonException malformed) {
      // As one of another search.
    }
    throw new BadParameter(
        "after", "翻页位置不属于这个查询，请从头读起", "the place belongs to another search; begin anew");
  }

  /** What lies behind it in the search's order; its values are added. Nothing stands last. */
  String behind(EntrySearch search, List<Object> values) {
    var down = search.sort().isEmpty() || search.sort().startsWith("-");
    var further = down ? "<" : ">";
    var name = field(search);
    if (name.isEmpty() || value == null) {
      values.add(id);
      return name.map(one -> one + " is null and ").orElse("") + "id " + further + " ?";
    }
    values.addAll(List.of(value, value, id));
    var cast = "?::" + search.register().field(name.get()).type().column();
    return "(%1$s %2$s %3$s or (%1$s = %3$s and id %2$s ?) or %1$s is null)"
        .formatted(name.get(), further, cast);
  }
}
