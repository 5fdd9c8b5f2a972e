/**
 * The land (地理): the county's and its towns' borders, water, railways and seats, on which every map
 * stands.
 */
@NullMarked
package cn.tongtu.place;

import org.jspecify.annotations.NullMarked;
