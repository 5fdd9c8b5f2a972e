/** Reads and checks documents from the command line: figures and check-text. */
@NullMarked
package cn.tongtu.text;

import org.jspecify.annotations.NullMarked;
