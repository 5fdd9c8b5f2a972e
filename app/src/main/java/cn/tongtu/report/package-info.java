/**
 * Reports (报告): templates whose figures are slots, documents made from them, as a page on which
 * every figure is a link and as a Word file in which every figure is a content control.
 */
@NullMarked
package cn.tongtu.report;

import org.jspecify.annotations.NullMarked;
