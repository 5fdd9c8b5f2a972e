/**
 * Subscriptions (订阅) to registers and records, told inside the product, and what is pushed to other
 * systems (推送): DingTalk, WeCom, or any address.
 */
@NullMarked
package cn.tongtu.subscription;

import org.jspecify.annotations.NullMarked;
