/**
 * The language of registers (台账表达式): a small total language over the fields of one record, for
 * computed fields, visible-if and gates. It has no loops and no I/O, always ends, is read by {@link
 * cn.tongtu.engine.expression.Expression#read}, typed before it is ever worked out, and once typed
 * never fails: what cannot be worked out is nothing.
 */
@NullMarked
package cn.tongtu.engine.expression;

import org.jspecify.annotations.NullMarked;
