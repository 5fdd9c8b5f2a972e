/** What the indicator pages show. */
@NullMarked
package cn.tongtu.indicator.view;

import org.jspecify.annotations.NullMarked;
