/**
 * Appraisals (考核评比): each period organisations are given points criterion by criterion, by people
 * or by figures; what is published is a rank that stays as it was, and the history of ranks
 * follows.
 */
@NullMarked
package cn.tongtu.appraisal;

import org.jspecify.annotations.NullMarked;
