/**
 * Registers (台账): lists with fields and figures that a county declares in a pack file. Each is kept
 * in a real table of its own, made from the declaration.
 */
@NullMarked
package cn.tongtu.register;

import org.jspecify.annotations.NullMarked;
