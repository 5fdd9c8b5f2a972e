/**
 * Indicators (指标): formulas over measures and targets, declared in packs, checked at load, and
 * worked out into figures that know what they came from.
 */
@NullMarked
package cn.tongtu.indicator;

import org.jspecify.annotations.NullMarked;
