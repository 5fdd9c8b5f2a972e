/**
 * The values of the trade, exact: money, quantities with units, spans of months, ratios, and the
 * one place that rounds.
 */
@NullMarked
package cn.tongtu.engine.value;

import org.jspecify.annotations.NullMarked;
