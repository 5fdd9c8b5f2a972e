/** What the portfolio pages show. */
@NullMarked
package cn.tongtu.portfolio.view;

import org.jspecify.annotations.NullMarked;
