/**
 * The working calendars in force (工作日历): read from the packs, shown a year at a time. Deadlines and
 * what is owed each period are counted on them by the engine.
 */
@NullMarked
package cn.tongtu.calendar;

import org.jspecify.annotations.NullMarked;
