/** Tongtu (通途): one package a feature; each feature's insides are package-private. */
@NullMarked
package cn.tongtu;

import org.jspecify.annotations.NullMarked;
