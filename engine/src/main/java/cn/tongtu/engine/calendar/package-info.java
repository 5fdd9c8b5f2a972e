/**
 * Working days (工作日): the calendar with its holidays and make-up days, deadlines counted on it, and
 * the periods of what is owed again and again. Pure functions; today is always a parameter.
 */
@NullMarked
package cn.tongtu.engine.calendar;

import org.jspecify.annotations.NullMarked;
