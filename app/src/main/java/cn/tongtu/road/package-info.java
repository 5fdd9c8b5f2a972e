/**
 * The road network (路网): routes by code and level, their sections between chainages with grade,
 * surface and surveyed line, their bridges and tunnels. Each route settles its length into the
 * ledger.
 */
@NullMarked
package cn.tongtu.road;

import org.jspecify.annotations.NullMarked;
