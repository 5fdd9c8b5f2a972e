package cn.tongtu.shared.view;

import gg.jte.Content;

/** One of several sheets that share a place (页签). */
public record Tab(String id, String title, String count, Content content) {
  public static Tab of(String id, String title, Content content) {
    return new Tab(id, title, "", content);
  }
}
