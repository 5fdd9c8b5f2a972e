/** What the ledger's pages show (记账页面). */
@NullMarked
package cn.tongtu.ledger.view;

import org.jspecify.annotations.NullMarked;
