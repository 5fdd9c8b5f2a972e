/** What the pages of maps show. */
@NullMarked
package cn.tongtu.map.view;

import org.jspecify.annotations.NullMarked;
