/**
 * The programs' interface (程序接口): registers as resources in JSON, opened by access tokens, and the
 * description of them that programs and people read.
 */
@NullMarked
package cn.tongtu.api;

import org.jspecify.annotations.NullMarked;
