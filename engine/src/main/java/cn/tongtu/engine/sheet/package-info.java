/**
 * Spreadsheets (电子表格) in and out: a file is opened by what it holds, its table is found, columns
 * are matched to fields, cells become exact values with what is wrong said beside them; and tables
 * are written so that they come back unchanged. The one package of the engine that touches a file.
 */
@NullMarked
package cn.tongtu.engine.sheet;

import org.jspecify.annotations.NullMarked;
