package cn.tongtu.shared;

import java.util.List;

/**
 * Makes and widens tables (库结构) in the role of the database's owner: the application's own role
 * cannot, and so cannot take a guard off either.
 */
public interface Structure {
  /**
   * @throws StartupProblem as {@link #requireSole}, when there is anything to change
   */
  void change(List<String> statements);

  /**
   * Lets only the one pass that serves this database: a command beside it works with what is there.
   *
   * @throws StartupProblem when another Tongtu runs on this database
   */
  void requireSole();
}
