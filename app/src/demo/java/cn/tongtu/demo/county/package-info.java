/**
 * The sample county (示例县), invented and made by code: its land, waters, towns, roads and people.
 * The same on every machine.
 */
@NullMarked
package cn.tongtu.demo.county;

import org.jspecify.annotations.NullMarked;
