package cn.tongtu.shared;

/** A station on the way to a page (路径): what it is called and where it is. */
public record Crumb(String text, String href) {}
