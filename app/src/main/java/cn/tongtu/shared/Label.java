package cn.tongtu.shared;

/** A name in both languages (名称), as packs declare it; a page shows the one of its reader. */
public record Label(String chinese, String english) {}
