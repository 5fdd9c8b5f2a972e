/**
 * What is owed each period (周期应做): a patrol a week and town, a return a month. Expectations are
 * made once, met by records of a register, said to be nil or excused; coverage and what was missed
 * follow from them and are typed by nobody.
 */
@NullMarked
package cn.tongtu.obligation;

import org.jspecify.annotations.NullMarked;
