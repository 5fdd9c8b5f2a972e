package cn.tongtu.pack;

import cn.tongtu.shared.Label;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * The modules into which an authority's business is divided (业务模块), from projects to reports;
 * registers and the list of what is run are grouped by them.
 */
public final class BusinessModules {
  private final SequencedMap<String, Label> labels = new LinkedHashMap<>();

  public BusinessModules(Packs packs) {
    packs.read(
        "coverage",
        root ->
            root.find("modules")
                .ifPresent(modules ->
                    modules
                        .fields()
                        .forEach((id, module) -> {
                          var _ = module.only("label", "english");
                          labels.put(id, new Label(module.text("label"), module.text("english")));
                        })));
  }

  /** All of them, in their order. */
  public SequencedMap<String, Label> labels() {
    return Collections.unmodifiableSequencedMap(labels);
  }

  /**
   * The module that this place in a pack names.
   *
   * @throws PackProblem when there is no such module
   */
  public String named(PackNode place) {
    return place.word(labels.keySet());
  }
}
