package cn.tongtu.map;

import cn.tongtu.engine.geo.Extent;
import cn.tongtu.shared.Label;
import java.util.List;
import java.util.Optional;

/**
 * A layer of a map (图层): where its features come from and how they are drawn. The properties of a
 * feature are named in {@link Property}.
 *
 * @param url GeoJSON, or a picture where {@code picture} says where it lies
 * @param clustered points that lie close are drawn as one with their number
 * @param timed features have a month and are shown up to the one that is chosen
 * @param within where its features lie at all; then it has many, and is asked for by {@link Window}
 */
public record Layer(
    String id,
    Label label,
    String url,
    List<Sort> sorts,
    boolean shown,
    boolean clustered,
    boolean timed,
    Optional<Extent> picture,
    Optional<Extent> within) {
  /** Layers with more features than this answer by window. */
  public static final int FEW = 2_000;

  public Layer {
    sorts = List.copyOf(sorts);
    if (timed && within.isPresent()) {
      throw new IllegalArgumentException("the months of a layer are known only from all of it");
    }
  }

  /** A sort of features, by the word that stands in their {@code sort}. */
  public record Sort(String id, Label label, Mark mark) {}

  public static Layer of(String id, Label label, String url, List<Sort> sorts) {
    return new Layer(id, label, url, sorts, true, false, false, Optional.empty(), Optional.empty());
  }

  public static Layer picture(String id, Label label, String url, Extent where) {
    return new Layer(
        id, label, url, List.of(), true, false, false, Optional.of(where), Optional.empty());
  }

  /** Off until somebody switches it on. */
  public Layer hidden() {
    return new Layer(id, label, url, sorts, false, clustered, timed, picture, within);
  }

  public Layer inClusters() {
    return new Layer(id, label, url, sorts, shown, true, timed, picture, within);
  }

  public Layer byMonth() {
    return new Layer(id, label, url, sorts, shown, clustered, true, picture, within);
  }

  /** Asked for by window, as its many features make needful. */
  public Layer byWindow(Extent within) {
    return new Layer(id, label, url, sorts, shown, clustered, timed, picture, Optional.of(within));
  }

  /** What a feature may say of itself; a month is written 2026-06. */
  public static final class Property {
    public static final String SORT = "sort";
    public static final String NAME = "name";
    public static final String NOTE = "note";

    /** The address of a fragment that tells of it. */
    public static final String PANEL = "panel";

    public static final String MONTH = "month";

    private Property() {}
  }
}
