/** What the page of a register's balances shows. */
@NullMarked
package cn.tongtu.balance.view;

import org.jspecify.annotations.NullMarked;
