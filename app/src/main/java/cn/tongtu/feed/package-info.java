/**
 * The feed of a person's deadlines (日历订阅) for calendars on phones and computers, by a secret
 * address that its person renews.
 */
@NullMarked
package cn.tongtu.feed;

import org.jspecify.annotations.NullMarked;
