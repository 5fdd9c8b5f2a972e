/**
 * Sealing (封存): rows that may never change are sealed in batches into a log whose signed roots lie
 * outside the database, so that {@code ./tongtu verify} names the first row that was touched. Knows
 * no feature: whoever keeps such rows offers a {@link cn.tongtu.seal.Sealable}.
 */
@NullMarked
package cn.tongtu.seal;

import org.jspecify.annotations.NullMarked;
