package cn.tongtu.register;

import cn.tongtu.engine.geo.Chainage;
import java.util.List;
import java.util.Optional;

/** Whoever keeps coded records to which a register's field may refer (可引用的记录). */
public interface Referable {
  /** As {@code to:} of a field names it: {@code project}, {@code road}, {@code place}. */
  String kind();

  Optional<Referred> find(String code);

  /** Those that are called exactly so; a name that is one's alone stands for its code. */
  List<Referred> named(String name);

  /** Some whose code or name contains this. */
  List<Referred> search(String part, int most);

  /** From where to where its chainages run, where it is a road. */
  default Optional<Chainages> chainages(String code) {
    return Optional.empty();
  }

  /**
   * What a field refers to (所指记录).
   *
   * @param href empty where it has no page of its own
   */
  record Referred(String code, String name, String href) {}

  /** Where a road begins and ends (起讫桩号). */
  record Chainages(Chainage from, Chainage to) {}
}
