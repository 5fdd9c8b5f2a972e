package cn.tongtu.engine.text;

/**
 * A heading of the document.
 *
 * @param level 0 title, 1 一、, 2 （一）, 3 1., 4 （1）
 */
record Heading(int from, int to, int level, String title) {}
