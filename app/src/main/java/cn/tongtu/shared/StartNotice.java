package cn.tongtu.shared;

import java.util.List;

/** Whoever has something to say to the one who starts the server (启动告知). */
public interface StartNotice {
  /**
   * @param server the server's own address, without a slash at the end
   */
  List<Label> afterStart(String server);
}
