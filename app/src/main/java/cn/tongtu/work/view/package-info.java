/** What the pages of long work show. */
@NullMarked
package cn.tongtu.work.view;

import org.jspecify.annotations.NullMarked;
