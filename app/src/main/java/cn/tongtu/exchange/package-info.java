/**
 * Excel in and out of registers (导入导出): a file is read, checked row by row, looked at, and then
 * taken; what a search finds goes out as a workbook that comes back the same.
 */
@NullMarked
package cn.tongtu.exchange;

import org.jspecify.annotations.NullMarked;
