/** What the pages of subscriptions show. */
@NullMarked
package cn.tongtu.subscription.view;

import org.jspecify.annotations.NullMarked;
