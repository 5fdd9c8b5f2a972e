/** What the pages of imports show. */
@NullMarked
package cn.tongtu.exchange.view;

import org.jspecify.annotations.NullMarked;
