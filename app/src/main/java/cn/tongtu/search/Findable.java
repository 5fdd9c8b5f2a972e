package cn.tongtu.search;

import java.util.stream.Stream;

/**
 * Whoever has something to be found (检索来源). It puts each entry into the {@link Finder} in the
 * transaction that writes the thing itself; this is asked where the index has to be made anew.
 */
public interface Findable {
  String kind();

  Stream<Entry> entries();

  /** Whether it comes from packs, which may be others at each start. */
  default boolean declared() {
    return false;
  }
}
