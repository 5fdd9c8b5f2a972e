/**
 * Backing up and restoring (备份与恢复): everything the database holds at one instant and the signed
 * roots that belong to it, in one file that tells by itself whether it is whole.
 */
@NullMarked
package cn.tongtu.backup;

import org.jspecify.annotations.NullMarked;
