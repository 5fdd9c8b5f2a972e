/**
 * The sample (示例数据): two authorities' real years as facts, loaded as a clerk would have entered
 * them.
 */
@NullMarked
package cn.tongtu.demo;

import org.jspecify.annotations.NullMarked;
