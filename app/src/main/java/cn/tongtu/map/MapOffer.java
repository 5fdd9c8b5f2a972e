package cn.tongtu.map;

import java.util.List;

/** Whoever has layers for the county's map (图层来源); the map does not know who. */
public interface MapOffer {
  /** Empty while there is nothing to see. */
  List<Layer> layers();

  /** Whether they are the ground that every map shows: borders, water, railway. */
  default boolean base() {
    return false;
  }
}
