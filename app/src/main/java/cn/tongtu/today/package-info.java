/**
 * Today (今日): what waits for a person, what is late, what changed since yesterday; and a person's
 * own desk with favourites and notices. Features bring their part through {@code shared}; this
 * module does not know them.
 */
@NullMarked
package cn.tongtu.today;

import org.jspecify.annotations.NullMarked;
