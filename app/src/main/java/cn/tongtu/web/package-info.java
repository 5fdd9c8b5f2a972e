/** The shell (外壳): views, layout, language, error pages, the first page. */
@NullMarked
package cn.tongtu.web;

import org.jspecify.annotations.NullMarked;
