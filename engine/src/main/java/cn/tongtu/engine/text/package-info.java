/**
 * Reads the figures (数据) of Chinese administrative text and finds where they contradict each other.
 */
@NullMarked
package cn.tongtu.engine.text;

import org.jspecify.annotations.NullMarked;
