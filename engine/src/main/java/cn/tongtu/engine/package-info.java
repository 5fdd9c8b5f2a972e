/** What computes: values, formulas, figures in text, spreadsheets. No Spring, no SQL, no clock. */
@NullMarked
package cn.tongtu.engine;

import org.jspecify.annotations.NullMarked;
