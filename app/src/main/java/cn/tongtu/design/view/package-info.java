/** What the page of the design system shows. */
@NullMarked
package cn.tongtu.design.view;

import org.jspecify.annotations.NullMarked;
