package cn.tongtu.shared;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What surrounds every page (页面框架): its words, where it is, its assets and look, who is signed in,
 * and what each form sends back unseen.
 *
 * @param here this page's own address, without language and look
 * @param actions what the reader may do over some organisation
 * @param said about what was just done on the page before
 */
public record Frame(
    Words words,
    String path,
    Address here,
    Assets assets,
    Look look,
    Optional<Reader> person,
    Set<String> actions,
    Desk desk,
    String csrf,
    FormMarks marks,
    Optional<Label> said) {
  /** Under which a page that was posted to leaves word for the next one. */
  public static final String SAID_CHINESE = "said.chinese";

  public static final String SAID_ENGLISH = "said.english";

  /** Who is signed in (登录人员), as pages show it. */
  public record Reader(long id, String name) {}

  /** Whether the page lies under this entry of the menu. */
  public boolean under(String entry) {
    return path.equals(entry) || path.startsWith(entry + "/");
  }

  /** Whether the reader may do any of these somewhere; for entries of the menu. */
  public boolean may(String... any) {
    return List.of(any).stream().anyMatch(actions::contains);
  }

  public String asset(String file) {
    return assets.of(file);
  }

  /** This page again, in another language or look. */
  public String with(String setting, String value) {
    return here.with(setting, value).text();
  }
}
