/**
 * Photos and files of records (附件): kept in the data folder by what they hold, taken only where
 * their bytes show one of a few known kinds.
 */
@NullMarked
package cn.tongtu.attachment;

import org.jspecify.annotations.NullMarked;
