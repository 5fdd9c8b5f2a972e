/** What the pages of identity show. */
@NullMarked
package cn.tongtu.identity.view;

import org.jspecify.annotations.NullMarked;
