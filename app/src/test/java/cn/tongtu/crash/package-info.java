/** What is left of the product's promises when it is killed, again and again (断电与强杀). */
@NullMarked
package cn.tongtu.crash;

import org.jspecify.annotations.NullMarked;
