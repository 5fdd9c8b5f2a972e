/**
 * Papers (文书): a record on a form of the authority's own, such as a notice of rectification or a
 * dispatch slip, printed from a Word template and kept as it was printed.
 */
@NullMarked
package cn.tongtu.paper;

import org.jspecify.annotations.NullMarked;
