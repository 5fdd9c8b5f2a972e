/**
 * Coverage (覆盖情况): which of the 279 things that an authority keeps are run, by which register or
 * feature, as the packs claim them. What counts as run stands in docs/coverage.md.
 */
@NullMarked
package cn.tongtu.coverage;

import org.jspecify.annotations.NullMarked;
