/** What the pages of roads show. */
@NullMarked
package cn.tongtu.road.view;

import org.jspecify.annotations.NullMarked;
