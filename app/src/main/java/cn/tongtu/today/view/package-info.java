/** What the pages of today show (今日页面). */
@NullMarked
package cn.tongtu.today.view;

import org.jspecify.annotations.NullMarked;
