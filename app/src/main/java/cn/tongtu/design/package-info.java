/** The design system's own page (设计样张): every part of a page in all its states. */
@NullMarked
package cn.tongtu.design;

import org.jspecify.annotations.NullMarked;
