/** What the sample's page shows (对照页). */
@NullMarked
package cn.tongtu.demo.view;

import org.jspecify.annotations.NullMarked;
