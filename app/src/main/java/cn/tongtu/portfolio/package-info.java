/**
 * Projects (项目): one catalogue with dated classes and key lists, yearly plans, monthly investment
 * and milestones. Each settles into the ledger.
 */
@NullMarked
package cn.tongtu.portfolio;

import org.jspecify.annotations.NullMarked;
