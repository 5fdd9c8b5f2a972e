/**
 * Places on the earth (地理): positions in degrees of CGCS2000, lengths and areas on its ellipsoid,
 * lines with fewer points, and the shift that some map tiles want (GCJ-02).
 */
@NullMarked
package cn.tongtu.engine.geo;

import org.jspecify.annotations.NullMarked;
