package cn.tongtu.ledger;

import java.util.Optional;

/** Whoever knows what a posting's subject is called (对象名称): projects, later roads and sites. */
public interface Subjects {
  Optional<String> name(String subject);
}
