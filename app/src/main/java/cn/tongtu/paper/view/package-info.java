/** What the pages of papers show. */
@NullMarked
package cn.tongtu.paper.view;

import org.jspecify.annotations.NullMarked;
