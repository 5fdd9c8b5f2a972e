/**
 * Packs (配置包): what a county declares instead of programming: measures, registers, indicators,
 * report templates, each a YAML file that is checked whole before anything starts.
 */
@NullMarked
package cn.tongtu.pack;

import org.jspecify.annotations.NullMarked;
