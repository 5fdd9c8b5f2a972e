/**
 * Balances of funds and quotas (资金、指标余额), as registers declare them: what came in may go out on any
 * day within its validity and never more, whoever writes at the same time.
 */
@NullMarked
package cn.tongtu.balance;

import org.jspecify.annotations.NullMarked;
