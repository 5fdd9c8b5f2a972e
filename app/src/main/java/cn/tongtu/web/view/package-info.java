/** What the shell's pages show. */
@NullMarked
package cn.tongtu.web.view;

import org.jspecify.annotations.NullMarked;
