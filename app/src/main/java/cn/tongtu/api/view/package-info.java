/** What the pages of programs' interface show. */
@NullMarked
package cn.tongtu.api.view;

import org.jspecify.annotations.NullMarked;
