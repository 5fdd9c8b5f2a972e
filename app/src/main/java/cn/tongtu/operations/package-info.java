/**
 * Keeping it running (运行维护): what is set and from where, whether it lives and is ready, and what a
 * monitor reads.
 */
@NullMarked
package cn.tongtu.operations;

import org.jspecify.annotations.NullMarked;
