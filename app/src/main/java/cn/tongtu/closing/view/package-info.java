/** What the pages of closing show (关账页面). */
@NullMarked
package cn.tongtu.closing.view;

import org.jspecify.annotations.NullMarked;
