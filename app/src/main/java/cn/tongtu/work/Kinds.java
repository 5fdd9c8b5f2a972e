package cn.tongtu.work;

import cn.tongtu.shared.Label;
import cn.tongtu.shared.LongWork;
import cn.tongtu.shared.NotFound;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The kinds of long work that the modules offer (任务种类). */
@Component
class Kinds {
  private final Map<String, LongWork> kinds = new LinkedHashMap<>();

  Kinds(ObjectProvider<LongWork> offered) {
    offered
        .orderedStream()
        .forEach(work -> {
          if (kinds.put(work.kind(), work) != null) {
            throw new IllegalStateException("two kinds of work are called " + work.kind());
          }
        });
  }

  Optional<LongWork> find(String kind) {
    return Optional.ofNullable(kinds.get(kind));
  }

  LongWork get(String kind) {
    return find(kind)
        .orElseThrow(
            () -> new NotFound("没有这种任务：" + kind, "there is no kind of work called " + kind));
  }

  Collection<LongWork> list() {
    return kinds.values();
  }

  List<String> names() {
    return List.copyOf(kinds.keySet());
  }

  /** Also of a kind that this version has no more. */
  Label name(String kind) {
    return find(kind).map(LongWork::name).orElseGet(() -> new Label(kind, kind));
  }
}
