/** What the page of one's calendar shows. */
@NullMarked
package cn.tongtu.feed.view;

import org.jspecify.annotations.NullMarked;
