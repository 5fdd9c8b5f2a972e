/** What tests share; see {@link cn.tongtu.testkit.TestDatabase} first. */
@NullMarked
package cn.tongtu.testkit;

import org.jspecify.annotations.NullMarked;
