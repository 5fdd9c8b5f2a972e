/** What the register pages show. */
@NullMarked
package cn.tongtu.register.view;

import org.jspecify.annotations.NullMarked;
