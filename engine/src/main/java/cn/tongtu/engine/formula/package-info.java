/**
 * The language of indicators (指标公式): a small total language over measures, without loops or I/O,
 * read by {@link cn.tongtu.engine.formula.Formula#read}, type-checked before it is ever worked out,
 * and worked out into a tree that explains itself.
 */
@NullMarked
package cn.tongtu.engine.formula;

import org.jspecify.annotations.NullMarked;
