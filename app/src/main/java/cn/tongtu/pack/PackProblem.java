package cn.tongtu.pack;

/** One mistake in a pack file (配置错误), with the file and line where it stands. */
public final class PackProblem extends RuntimeException {
  private static final long serialVersionUID = 1;

  PackProblem(String file, int line, String chinese, String english) {
    super(file + ":" + line + ": " + chinese + " " + english);
  }
}
