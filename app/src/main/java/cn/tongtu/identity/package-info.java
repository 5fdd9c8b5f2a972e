/** Who is who (组织与人员): so far the organisations that figures belong to. */
@NullMarked
package cn.tongtu.identity;

import org.jspecify.annotations.NullMarked;
