/** What the calendar's page shows. */
@NullMarked
package cn.tongtu.calendar.view;

import org.jspecify.annotations.NullMarked;
