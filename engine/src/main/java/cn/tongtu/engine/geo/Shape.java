package cn.tongtu.engine.geo;

/** What something looks like on a map (图形): a point, a line or an area. */
public sealed interface Shape permits Position, Line, Ring {
  Extent extent();
}
