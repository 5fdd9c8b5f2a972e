/**
 * Long work (后台任务): whatever a feature offers as {@link cn.tongtu.shared.LongWork} is asked for
 * here, waits its turn, runs aside, and tells what came of it.
 */
@NullMarked
package cn.tongtu.work;

import org.jspecify.annotations.NullMarked;
