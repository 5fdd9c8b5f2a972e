/** What computes: values, formulas, figures in text. No Spring, no SQL, no clock, no I/O. */
@NullMarked
package cn.tongtu.engine;

import org.jspecify.annotations.NullMarked;
