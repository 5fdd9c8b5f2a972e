package cn.tongtu.shared;

import java.util.List;

/**
 * Makes and widens tables (库结构) in the role of the database's owner: the application's own role
 * cannot, and so cannot take a guard off either.
 */
public interface Structure {
  void change(List<String> statements);
}
