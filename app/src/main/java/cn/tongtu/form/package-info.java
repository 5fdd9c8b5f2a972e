/**
 * Forms (表单): sent twice they are taken once, and what could not be taken is not lost. Knows none
 * of the pages; each page's forms carry three hidden fields (see {@link
 * cn.tongtu.shared.FormMarks}).
 */
@NullMarked
package cn.tongtu.form;

import org.jspecify.annotations.NullMarked;
