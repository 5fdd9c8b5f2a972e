/** What the pages of obligations show. */
@NullMarked
package cn.tongtu.obligation.view;

import org.jspecify.annotations.NullMarked;
