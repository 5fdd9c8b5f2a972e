/** What the parts of pages show; their templates stand in {@code templates/ui}. */
@NullMarked
package cn.tongtu.shared.view;

import org.jspecify.annotations.NullMarked;
