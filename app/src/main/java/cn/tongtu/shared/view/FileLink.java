package cn.tongtu.shared.view;

/**
 * A photo or file as a page shows it (附件链接).
 *
 * @param id by which a form says that it stays
 * @param image whether browsers show it as a picture
 */
public record FileLink(String id, String name, String href, String size, boolean image) {}
