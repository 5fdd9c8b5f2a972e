/**
 * Maps (地图): what a page shows on one, as typed layers that any feature offers, and GeoJSON in and
 * out. Knows no feature.
 */
@NullMarked
package cn.tongtu.map;

import org.jspecify.annotations.NullMarked;
