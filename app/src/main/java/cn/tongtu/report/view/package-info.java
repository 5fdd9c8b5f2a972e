/** What the report pages show. */
@NullMarked
package cn.tongtu.report.view;

import org.jspecify.annotations.NullMarked;
