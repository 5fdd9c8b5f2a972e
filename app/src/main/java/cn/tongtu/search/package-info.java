/**
 * Finding (检索): by a word, a code or the first letters of its pinyin, across everything that the
 * product keeps. Features say what can be found and where it stands; this module does not know
 * them.
 */
@NullMarked
package cn.tongtu.search;

import org.jspecify.annotations.NullMarked;
