/** What the page of coverage shows. */
@NullMarked
package cn.tongtu.coverage.view;

import org.jspecify.annotations.NullMarked;
